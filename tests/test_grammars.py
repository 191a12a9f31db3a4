"""A program that is right in its own grammar is right in every case."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks import contract, registry
from benchmarks.categories.overrides import CATEGORY
from benchmarks.categories.overrides.cases import cases
from benchmarks.categories.overrides.deriving import derived
from benchmarks.dialect import Dialect, load
from benchmarks.errors import NotApplicableError, RowError, UnsupportedError
from benchmarks.outcomes import Kind, Outcome
from tests.cells import measured
from tests.checks import only
from tests.miniatures.grammars import GRAMMARS, build_in

#: What no template says, or this small program does not do.
ELSEWHERE = {
    *("path_with_tilde", "list_item_by_index", "list_item_appended", "class_by_path"),
    *("two_files", "value_from_environment", "reference", "reference_in_list"),
    *("computed", "config_printed", "completion", "composed_in_python", "sweep"),
}

#: What a tool types knows nothing of any grammar.
LAUNCHED = {name for name, case in cases().items() if case.tag == "launched"}

#: What makes no sense in a grammar.
NO_SENSE: Mapping[str, set[str]] = {
    "subcommands": {"member_before_choice", "siblings_survive"},
    "flags": set(),
}

#: What a grammar has no words for.
NO_WORDS: Mapping[str, set[str]] = {
    "subcommands": set(),
    # Names alone say nothing of a single weight.
    "flags": {"dict_entry", "dict_entry_added"},
}


@pytest.mark.slow
@pytest.mark.parametrize("grammar", GRAMMARS)
def test_a_flawless_program_is_right_in_its_own_grammar(
    grammar: str, tmp_path: Path
) -> None:
    """Every request arrives, every mistake is refused, and each message says all that it can."""
    row = registry.read(build_in(grammar, tmp_path))
    asked = cases().keys() - ELSEWHERE - NO_WORDS[grammar] - LAUNCHED
    found = measured(CATEGORY, row, *asked)
    faults = {
        case: (cell["outcome"], cell["detail"])
        for case, cell in found.items()
        if cell["outcome"] != "right" and case not in NO_SENSE[grammar]
    }
    assert not faults
    assert {found[case]["outcome"] for case in NO_SENSE[grammar]} <= {"not_applicable"}
    unnamed = {
        case
        for case, cell in found.items()
        if cases()[case].kind is Kind.MISTAKE and not cell["message"]["names_key"]
    }
    # What stands twice in a file, the program does not tell.
    assert unnamed == {"duplicate_key_in_file"}


def test_help_that_ends_with_1_is_help_and_a_refusal_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Absl's and chz's end so: what is printed decides, and an error names no setting."""
    only(monkeypatch, {"help"})
    folder = build_in("flags", tmp_path)
    (finding,) = contract.check(registry.read(folder))
    assert finding.kept, finding
    program = folder / "train.py"
    text = program.read_text(encoding="utf-8")
    refusing = text.replace("        explain()\n", '        sys.exit("no help")\n')
    assert refusing != text
    program.write_text(refusing, encoding="utf-8")
    (finding,) = contract.check(registry.read(folder))
    assert finding.outcome is Outcome.REJECTED


# -- words that follow from a grammar -------------------------------------------------------------


def spelt(tmp_path: Path, table: str) -> Dialect:
    """Return the dialect of a row with these templates."""
    folder = build_in("flags", tmp_path)
    path = folder / "adapter.toml"
    head = path.read_text(encoding="utf-8").partition("[spelling]")[0]
    path.write_text(f"{head}{table}", encoding="utf-8")
    return load(registry.read(folder))


def test_words_stand_where_subcommands_have_them(tmp_path: Path) -> None:
    """Help at each level, a choice that a file has made, and an order that there is not."""
    dialect = spelt(tmp_path, GRAMMARS["subcommands"].spelling)
    words = derived(cases()["help_explains"].asked, dialect)
    assert words["before"] == ["--help", "model:lstm --help"]
    assert words["line"] == "model:lstm scheduler:plateau --help"
    words = derived(cases()["preset_and_member"].asked, dialect)
    assert words["line"] == "--config bert.json model:bert --model.n_heads 4"
    words = derived(cases()["choice_and_member"].asked, dialect)
    assert words["line"] == "scheduler:cosine --scheduler.t_max 5"
    for name in NO_SENSE["subcommands"]:
        with pytest.raises(NotApplicableError, match="before its settings"):
            derived(cases()[name].asked, dialect)


@pytest.mark.parametrize(
    ("grammar", "line"),
    [
        ("flags", "--lr=0.0003 --n_epochs=5 --hidden_dim=16"),
        (
            "subcommands",
            "model:lstm --optimizer.lr=0.0003 --n_epochs=5 --model.hidden_dim=16",
        ),
    ],
)
def test_a_tool_types_the_names_that_it_was_told(
    grammar: str, line: str, tmp_path: Path
) -> None:
    """Names are the row's own; choices that they need are said in front, once for all."""
    dialect = spelt(tmp_path, GRAMMARS[grammar].spelling)
    assert derived(cases()["agent_several"].asked, dialect)["line"] == line


def test_a_tool_leaves_out_hyphens_where_names_have_none(tmp_path: Path) -> None:
    """Of an agent's forms the one is meant in which people type settings; a toolkit has one."""
    bare = (
        '[spelling]\nsaved = "c.json"\nrestore = "-c {text}"\nset = "{path}={python}"\n'
    )
    dialect = spelt(tmp_path, bare)
    for case, line in (
        ("agent_bool", "data.shuffle=False"),
        ("agent_list", "'model.head_dims=[16, 8]'"),
        ("toolkit_bool", "--data.shuffle False"),
    ):
        assert derived(cases()[case].asked, dialect)["line"] == line


def test_a_tool_s_file_is_json_and_named_by_its_path(tmp_path: Path) -> None:
    """Its keys are those of the row's own files; what names no path cannot be told of it."""
    asked = cases()["agent_file"].asked
    dialect = spelt(tmp_path, GRAMMARS["subcommands"].spelling)
    words = derived(asked, dialect)
    ((name, text),) = words["files"].items()
    assert words["line"] == f"--config {name}"
    assert json.loads(text) == {"optimizer": {"lr": 0.0003}, "data": {"shuffle": False}}
    named = (
        '[spelling]\nsaved = "c.yaml"\nrestore = "-c {text}"\nset = "{path}={yaml}"\n'
        '[spelling.file]\nformat = "yaml"\nline = "+preset={name}"\n'
    )
    with pytest.raises(UnsupportedError, match="by its path"):
        derived(asked, spelt(tmp_path / "b", named))


STATEMENTS = """[spelling]
saved = "**/config.gin"
restore = "--gin_file={text}"
set = "--{name}={python}"
statements = "https://github.com/google/gin-config#readme"
"""


def test_a_file_of_statements_may_say_twice_what_counts(tmp_path: Path) -> None:
    """There a setting that stands twice is no mistake; of a mapping nothing excuses it."""
    dialect = spelt(tmp_path, STATEMENTS)
    with pytest.raises(NotApplicableError, match="the last counts"):
        derived(cases()["duplicate_key_in_file"].asked, dialect)
    mapping = STATEMENTS + '[spelling.file]\nformat = "json"\n'
    with pytest.raises(RowError, match=r"expected no spelling\.file"):
        spelt(tmp_path / "b", mapping)
    with pytest.raises(RowError, match="statements is 'yes'"):
        spelt(tmp_path / "c", re.sub('"https.*"', '"yes"', STATEMENTS))
