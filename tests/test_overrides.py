"""The category overrides: cases, a row's words, and judgements on stated facts."""

import random
import shlex
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import registry, reproducing, shell
from benchmarks.categories.overrides import CATEGORY, causes
from benchmarks.categories.overrides.cases import TAGS, Case, cases
from benchmarks.categories.overrides.facts import Facts, Trained, Trial
from benchmarks.categories.overrides.judging import (
    ergonomics,
    judge,
    judge_output,
    observed,
    settled,
    unsettled,
)
from benchmarks.categories.overrides.words import (
    Gap,
    Words,
    read_whole,
    words,
    words_of,
)
from benchmarks.category import Order
from benchmarks.contract.files import files
from benchmarks.contract.subject import Subject
from benchmarks.dialect import load
from benchmarks.errors import RowError
from benchmarks.measuring import guarded
from benchmarks.outcomes import Kind, Outcome
from benchmarks.running import Probe, Record, Training
from benchmarks.values import parse
from configbench.process import Finished
from configbench.workplace import Workplace, workplace
from tests.cells import measured, published
from tests.miniatures import build

#: A row's own record without words, as stated.
OWN: Record = {
    "optimizer": parse("Adam(lr=0.001, betas=(0.9, 0.999))"),
    "data": parse("CsvFile(file_name='x', valid_fraction=0.3)"),
    "n_epochs": parse("3"),
}

PRINTS = Case("p", tag="lifecycle", output=(r"n_epochs\W+7\b",))
MISSPELT = Case("m", Kind.MISTAKE, key="n_epochz", right="n_epochs")


def probed(
    *records: Record,
    code: int = 0,
    out: str = "",
    words: tuple[str, ...] = (),
    files: tuple[str, ...] = (),
) -> Probe:
    """Return a probe as stated."""
    finished = Finished(("x",), code, None, out, "error: told", 0.0, 1.0, 1.0)
    return Probe("x", words, records, finished, files)


def seen(
    case: Case, said: Words, probe: Probe, trained: Trained | None = None
) -> Facts:
    """Return the facts of a trial as stated."""
    dialect = load(registry.find("argparse"))
    trial = Trial(case, said, "python adapters/x/train.py", dialect, OWN)
    return Facts(trial, Workplace(Path("/tmp/run")), probe, trained)  # noqa: S108  not used


def trained(weights: str | None) -> Training:
    """Return a training with these weights, or one that failed."""
    code = 0 if weights else 1
    finished = Finished(("x",), code, None, "", "ValueError: no", 0.0, 1.0, 1.0)
    return Training(finished, {"weights_sha256": weights} if weights else None)


# -- judgements -----------------------------------------------------------------------------------


EPOCHS = Case("e", effect={"n_epochs": parse("5")})
AS_TEXT = probed(OWN | {"n_epochs": parse("'5'")})


@pytest.mark.parametrize(
    ("arrived", "asked", "outcome"),
    [
        ("a", trained("a"), Outcome.TYPE_CHANGED),
        ("a", trained("b"), Outcome.WRONG_VALUE),
        (None, trained("b"), Outcome.LATE),
        ("a", None, Outcome.WRONG_VALUE),
        # Where not even what was asked for can be trained, the value decides.
        (None, trained(None), Outcome.WRONG_VALUE),
    ],
)
def test_real_training_settles_what_arrived(
    arrived: str | None, asked: Training | None, outcome: Outcome
) -> None:
    """Failing is late, equal weights are another type, other weights stay another value."""
    facts = seen(EPOCHS, Words(), AS_TEXT, Trained(trained(arrived), asked))
    assert settled(facts).outcome is outcome


def test_only_a_candidate_is_trained_and_as_short_as_it_may_be() -> None:
    """What a case is about stays; what did not arrive is not set; a script takes no words."""
    assert unsettled(seen(EPOCHS, Words(), AS_TEXT)) == {}
    simulated = {"data": parse("Simulated(n_students=9, n_steps=9)")}
    wrong = probed(OWN | simulated | {"n_epochs": parse("'5'")})
    short = {"data.n_students": 60, "data.n_steps": 10}
    assert unsettled(seen(EPOCHS, Words(), wrong)) == short
    rate = Case("r", effect={"optimizer.lr": parse("0.5")})
    assert unsettled(seen(rate, Words(), wrong)) == {"n_epochs": 1, **short}
    assert unsettled(seen(rate, Words(script="x.py"), wrong)) == {}
    mistake = Case("m", Kind.MISTAKE, key="n_steps")
    assert unsettled(seen(mistake, Words(), wrong)) == {
        "n_epochs": 1,
        "data.n_students": 60,
    }
    right = probed(OWN | {"n_epochs": parse("5")})
    assert unsettled(seen(EPOCHS, Words(), right)) is None
    assert unsettled(seen(MISSPELT, Words(), probed(code=2))) is None


REFUSED, ASKED = probed(code=2), probed(OWN | {"n_epochs": parse("5")})


@pytest.mark.parametrize(
    ("probe", "outcome"),
    [
        (probed(out="n_epochs: 7"), Outcome.RIGHT),
        (probed(out="n_epochs: 70"), Outcome.REJECTED),
        (probed(code=2), Outcome.REJECTED),
        (probed(OWN, out="n_epochs: 7"), Outcome.WRONG_VALUE),
        (probed(code=-9), Outcome.BROKEN),
    ],
)
def test_an_output_is_wanted_and_no_training(probe: Probe, outcome: Outcome) -> None:
    """Right if it is printed without training; training instead is wrong."""
    assert judge_output(PRINTS, [probe], OWN).outcome is outcome


def test_a_help_that_explains_nothing_is_none() -> None:
    """What is lacking is counted; a help that lacks something is not what was asked for."""
    case = Case("h", explains=True)
    defaults = {"n_epochs": parse("3")}
    whole = judge_output(
        case, [probed(out="--n-epochs  passes over the data (3)")], defaults
    )
    assert whole.outcome is Outcome.RIGHT
    silent = judge_output(case, [probed(out="--n-epochs")], defaults)
    assert silent.outcome is Outcome.REJECTED
    assert silent.detail.startswith("of 1 settings 1 are named, 0 with their default")


def test_an_observation_is_told_and_not_judged() -> None:
    """Taken, taken otherwise or refused: in words."""
    seen_of = {"kept": {"n_epochs": parse("5")}, "set back": {}}
    case = Case("o", Kind.OBSERVATION, key="n_epochs", seen=seen_of)
    assert observed(case, ASKED, OWN) == "kept"
    assert observed(case, probed(OWN), OWN) == "set back, without a word"
    told = probed(OWN, out="--n-epochs is set back")
    assert observed(case, told, OWN) == "set back, and the output says so"
    other = observed(case, probed(OWN | {"n_epochs": parse("9")}), OWN)
    assert other == "taken otherwise, without a word: n_epochs is 9, expected 5"
    assert observed(case, probed(code=2), OWN) == "refused: exit 2"
    assert judge(case, [seen(case, Words(), probed(OWN))]).outcome is Outcome.RIGHT


def test_a_saved_run_makes_a_refusal_late() -> None:
    """A mistake must leave nothing behind: what the row saves is looked for by its name."""
    refused = probed(code=2, files=("out/config.json",))
    assert judge(MISSPELT, [seen(MISSPELT, Words(), refused)]).outcome is Outcome.LATE
    other = replace(refused, files=("out/log.txt",))
    assert judge(MISSPELT, [seen(MISSPELT, Words(), other)]).outcome is Outcome.RIGHT


def test_what_is_published_of_a_case() -> None:
    """The words as typed, what was expected and what arrived, without the folders of the run."""
    case = Case("e", tag="values", effect={"data.file_name": parse("'$HOME/x'")})
    said = Words("--file ~/x", {"a.json": "{}"}, ("--epochs 5",), {"A": "b c"})
    data = parse("CsvFile(file_name='/tmp/run/home/x', valid_fraction=0.3)")
    judged = judge(case, [seen(case, said, probed(OWN | {"data": data}))])
    assert (judged.outcome, judged.by) == (Outcome.RIGHT, None)
    assert judged.facts == {
        "tag": "values",
        "command": "A='b c' python adapters/x/train.py --file ~/x",
        "files": {"a.json": "{}"},
        "expected": {"data.file_name": "'$HOME/x'"},
        "arrived": {"data.file_name": "'$HOME/x'"},
        "exit": 0,
        "reached": 1,
        "says": "",
        "before": ["A='b c' python adapters/x/train.py --epochs 5"],
    }
    wrong = judge(case, [seen(case, said, probed(OWN))])
    assert wrong.detail == "data.file_name is 'x', expected '$HOME/x'"
    rest = {name: value for name, value in OWN.items() if name != "data"}
    lost = judge(case, [seen(case, said, probed(rest))])
    assert lost.facts["arrived"] == {"data.file_name": "missing"}


def test_what_differs_in_each_of_several_runs_is_published() -> None:
    """Of a sweep, each record's own settings."""
    rate = OWN | {"optimizer": parse("Adam(lr=0.5, betas=(0.9, 0.999))")}
    case = Case("s", effects=({"optimizer.lr": parse("0.5")}, {}))
    facts = judge(case, [seen(case, Words(), probed(rate, OWN))]).facts
    assert facts["records"] == [{"optimizer.lr": "0.5"}, {}]
    assert (facts["reached"], facts["arrived"]) == (2, {})


def test_a_cause_is_that_of_the_words() -> None:
    """Who answers is not said by the words: it is measured."""
    judged = judge(EPOCHS, [seen(EPOCHS, Words(cause="why"), probed(OWN))])
    assert (judged.by, judged.cause) == (None, "why")


@pytest.mark.parametrize(
    ("probes", "outcome", "lacks"),
    [
        ([REFUSED, REFUSED], "rejected", "unsupported"),
        ([REFUSED, REFUSED, ASKED], "rejected", "not_used"),
        # Whatever is declared, an attempt that trained with something else is a wrong value, ...
        ([REFUSED, probed(OWN)], "wrong_value", None),
        ([REFUSED, probed(OWN), ASKED], "wrong_value", None),
        # ... and one that does what is asked makes the declaration false.
        ([probed(OWN), ASKED], "right", "unsupported"),
        # What shows that the library can must do it.
        ([REFUSED, REFUSED, probed(OWN)], "unmeasured", None),
    ],
)
def test_a_gap_is_judged_by_all_that_was_tried(
    probes: list[Probe], outcome: str, lacks: str | None
) -> None:
    """Attempts first, and last the program that shows how the library does it."""
    program = Words("--both 5", script=Path("/x/not_used/e.py"))
    used = len(probes) > 2
    gap = Gap(
        Outcome.NOT_USED if used else Outcome.UNSUPPORTED,
        *("none", "https://x"),
        (Words("--e=5"), Words("--e 5")),
        program if used else None,
    )
    trial = seen(EPOCHS, Words(cause="why", gap=gap), REFUSED).trial
    facts = [
        Facts(each, Workplace(Path("/x")), probe)
        for each, probe in zip(trial.tried, probes, strict=True)
    ]
    judged = judge(EPOCHS, facts)
    assert judged.outcome == outcome
    assert (str(judged.lacks) if judged.gap else None) == lacks
    if outcome == "wrong_value":
        said = "this program goes without" if used else "there is no way"
        assert judged.detail.endswith(f"; {said}: none (https://x)")
    if outcome == "unmeasured":
        failed = "n_epochs is 3, expected 5"
        assert judged.detail.endswith(f": its program does not do it: {failed}")
    else:
        assert [each["detail"] for each in judged.facts["attempts"]]
        told = "PYTHONPATH=adapters/x python /x/not_used/e.py --both 5"
        assert judged.facts.get("program", {"command": told})["command"] == told


def test_a_remedy_is_told_beside_the_plain_words() -> None:
    """Its command, and how it is judged; the cell is that of the plain words."""
    plain = Words("--e 5", cause="why", remedy="--e '5'")
    trial = seen(EPOCHS, plain, AS_TEXT).trial
    assert [each.words.line for each in trial.tried] == ["--e 5", "--e '5'"]
    right = probed(OWN | {"n_epochs": parse("5")})
    facts = [
        Facts(each, Workplace(Path("/x")), probe)
        for each, probe in zip(trial.tried, (AS_TEXT, right), strict=True)
    ]
    judged = judge(EPOCHS, facts)
    assert (judged.outcome, judged.cause) == (Outcome.WRONG_VALUE, "why")
    assert judged.facts["remedy"] == {
        "command": "python adapters/x/train.py --e '5'",
        "outcome": "right",
        "detail": "arrived as asked",
    }


def test_ergonomics_counts_what_is_typed_beyond_the_bare_words() -> None:
    """Blanks aside, the quotes of the shell included; of what is right only."""
    effect = {"n_epochs": parse("5")}
    case = Case("e", effect=effect, bare=("run_name", "two words"))
    said = Words("--run-name 'two words'", {"a.json": "{}"})
    probe = probed(OWN | effect, words=("--run-name", "two words"))
    counted = {"characters": 4, "words": 2, "quoted": 1, "files": 1}
    facts = seen(case, said, probe)
    assert ergonomics(facts) == counted
    assert judge(case, [facts]).facts["ergonomics"] == counted
    wrong = seen(case, said, probed(OWN, words=probe.words))
    assert "ergonomics" not in judge(case, [wrong]).facts


# -- a row's words --------------------------------------------------------------------------------


GAP = "{ reason = 'none', page = 'https://docs.python.org', attempts = ['a=1', 'a 1'] }"
USED = "{ reason = 'none', page = 'https://docs.python.org', line = 'a=1' }"

#: What stands in the place of a row's words for ``nested_int``, and the sentence that tells.
MALFORMED = {
    "nested_int = 3": "nested_int is 3; expected a table",
    "nested_int = { lime = '' }": "nested_int: unknown key 'lime' (did you mean 'line'?)",
    "nested_int = { files = {} }": "nested_int is missing",
    "nested_int = { line = 3 }": "nested_int.line is 3; expected a string",
    "nested_int = { line = '', before = 'x' }": "nested_int.before is 'x'; expected a list",
    "nested_int = { line = '', before = [3] }": "expected a list of strings",
    "nested_int = { line = '', files.x = 3 }": "nested_int.files is {'x': 3}; expected a table",
    "nested_int = { line = '', env.X = 3 }": "expected a table of strings",
    "nested_int = { line = '', cause = 'whi' }": "'whi'; expected an id of causes.toml",
    "nested_int = { script = 'x.py' }": "nested_int.script is 'x.py', not one of its files",
    "nested_int.unsupported = 3": "nested_int.unsupported is 3; expected a table",
    "nested_int.unsupported = { reason = 'r' }": "nested_int.unsupported.page is missing",
    "nested_int.unsupported = { reason = ' ' }": "reason is ' '; expected a string that is not",
    "nested_int.unsupported = { page = 'https://x' }": "the address of a page, https://",
    "nested_int.unsupported = { attempts = 'a' }": "attempts is 'a'; expected a list, each a",
    f"nested_int.unsupported = {GAP.replace('a 1', 'a=1')}": "attempts has 1; expected 2 or more",
    "nested_int.unsupported = { attempts = [' ', 'a'] }": "attempts is [' ', 'a']; expected a",
    "nested_int.unsupported = { attempts = ['a', { line = '' }] }": "expected a list, each a",
    "nested_int.unsupported = { reason = 'r', page = 'https://docs.python.org', "
    "attempts = ['a', { lime = '' }] }": "attempts[1]: unknown key 'lime' (did you mean 'line'?)",
    "nested_int.unsupported = { reason = 'r', page = 'https://docs.python.org', "
    "attempts = ['a', { line = '', script = 'x.py' }] }": "an attempt has the script 'x.py', not",
    f"nested_int = {{ unsupported = {GAP}, not_used = {USED} }}": "is both unsupported and",
    f"nested_int.not_used = {USED}": "not_used/nested_int.py not found; expected the few lines",
    f"misspelt_key.not_used = {USED}\nnested_int = ''": "misspelt_key is a mistake",
    # A mistake is asked of every program: declared, its being swallowed would not show.
    f"misspelt_key.unsupported = {GAP}\nnested_int = ''": "misspelt_key is a mistake",
    "nested_int.unsupported = { reason = 1, page = '', attempts = [] }": (
        "nested_int.unsupported.reason is 1; expected a string"
    ),
    "": "nested_int is missing; expected a command line",
}

#: What makes the whole file unreadable.
UNREADABLE = {
    "nested_imt = ''": "unknown case 'nested_imt' (did you mean 'nested_int'?)",
    "nested_int =": "cannot be read",
}


def worded(folder: Path, text: str) -> registry.Adapter:
    """Return a row whose words are empty lines, but for the text in the place of one."""
    row = registry.read(build("flawless", folder))
    lines = [
        f"{name} = ''" for name in cases() if name not in {"nested_int", "misspelt_key"}
    ]
    lines += ["misspelt_key = ''"] * ("misspelt_key" not in text)
    # Dotted keys of a table must not stand below another table.
    (row.folder / "overrides.toml").write_text("\n".join([text, *lines]), "utf-8")
    return row


@pytest.mark.parametrize(
    ("text", "sentence"), [*MALFORMED.items(), *UNREADABLE.items()]
)
def test_malformed_words_are_told(tmp_path: Path, text: str, sentence: str) -> None:
    """The sentence names the file, the case and the expected form."""
    row = worded(tmp_path, text)
    with pytest.raises(RowError) as caught:
        words_of(row)
    assert sentence in str(caught.value)
    assert "overrides.toml" in str(caught.value)


@pytest.mark.parametrize("text", ["nested_int = 3", 'nested_int = "\'open"', ""])
def test_a_malformed_entry_costs_its_own_cell_only(tmp_path: Path, text: str) -> None:
    """The library is not blamed: nobody measured it; other cells are as they are."""
    row = worded(tmp_path, text)
    found = measured(CATEGORY, row, "nested_int", "config_printed")
    cell = found["nested_int"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert found["config_printed"]["outcome"] == "wrong_value"


@pytest.mark.parametrize("file", ["overrides.toml", "dialect.py"])
@pytest.mark.parametrize("text", [None, "(", "raise SystemExit"])
def test_a_broken_file_blames_no_library(
    tmp_path: Path, file: str, text: str | None
) -> None:
    """A missing, malformed or leaving data file: every cell is unmeasured, and names it."""
    row = registry.read(build("flawless", tmp_path))
    if text is None:
        (row.folder / file).unlink()
    else:
        (row.folder / file).write_text(text, encoding="utf-8")
    unit, fault = guarded(CATEGORY, Order((row,), ("nested_int", "misspelt_key")))
    assert fault is None
    for cell in unit[row.name].values():
        trouble = "missing" if text is None else "row"
        assert (cell["outcome"], cell["trouble"]) == ("unmeasured", trouble)
        assert file in cell["detail"]


# -- words that follow from templates -------------------------------------------------------------

TEMPLATES = """
[spelling]
saved = "**/config.json"
restore = "--config {text}"
set = "{path}={python}"
part = "{path}={python}"

[spelling.file]
format = "json"
"""


def templated(folder: Path, overrides: str, **variant: str) -> registry.Adapter:
    """Return the miniature with templates in the place of its dialect, or a variant of it."""
    origin = build("flawless", folder)
    path = origin / "adapter.toml"
    path.write_text(path.read_text(encoding="utf-8") + TEMPLATES, encoding="utf-8")
    (origin / "dialect.py").unlink()
    (origin / "overrides.toml").write_text(overrides, encoding="utf-8")
    for name, text in variant.items():
        own = shutil.copytree(origin, folder / name)
        description = f'title = "V"\nsummary = "S"\nvariant_of = "{origin.name}"\n'
        (own / "adapter.toml").write_text(description, encoding="utf-8")
        (own / "overrides.toml").write_text(text, encoding="utf-8")
        return registry.read(own)
    return registry.read(origin)


NONE = (
    'unsupported = { reason = "No.", page = "https://example.org", attempts = ["a", '
    """{ line = "b", files."long.json" = "{}", env.A = "1" }] }\n"""
)


def test_an_exception_stands_over_what_is_derived(tmp_path: Path) -> None:
    """A text is another line; a table changes what it has, and keeps the rest."""
    row = templated(
        tmp_path,
        'nested_int = "model.n_layers=03"\n'
        'float_exponent = { cause = "no_schema", remedy = "optimizer.lr=0.0003" }\n'
        '"bool_* list_*".cause = "no_schema"\n'
        'list_replaced = { cause = "" }\n'
        f"list_emptied.{NONE}two_files.{NONE}",
    )
    said = words_of_but(row, "composed_in_python", "in_a_notebook")
    assert said["nested_int"].line == "model.n_layers=03"
    lr = said["float_exponent"]
    assert (lr.line, lr.remedy) == ("optimizer.lr=3e-4", "optimizer.lr=0.0003")
    assert lr.cause == "no_schema"
    assert said["string_plain"].line == """run_name="'trial'\""""
    assert said["bool_off"].cause == "no_schema"
    assert said["list_replaced"].cause is None
    # What has no way is done by no line; what is laid out for it is derived.
    emptied = said["list_emptied"]
    assert (emptied.remedy, str(emptied.gap)) == (None, "No. (https://example.org)")
    gap = said["two_files"].gap
    assert gap is not None
    assert [each.line for each in gap.tried] == ["a", "b"]
    files = [each.files["long.json"] for each in gap.attempts]
    assert files == ['{"n_epochs": 7}', "{}"]
    assert [each.env for each in gap.attempts] == [{}, {"A": "1"}]
    assert said["rerun"].line == "--config outputs/run/config.json"
    assert said["rerun"].before == ("n_epochs=5 optimizer.lr=3e-4",)


def words_of_but(row: registry.Adapter, *left_out: str) -> dict[str, Words]:
    """Return a row's words for all cases but some that it has none for."""
    every = cases().values()
    return {case.name: words(row, case) for case in every if case.name not in left_out}


def test_a_variant_has_the_entries_of_its_origin(tmp_path: Path) -> None:
    """Its own go before, key by key; another way to say something takes the origin's away."""
    row = templated(
        tmp_path,
        'nested_int = { line = "x=1", cause = "no_schema" }\n'
        'bool_off = { cause = "no_schema", remedy = "x=2" }\n'
        '"string_*".cause = "no_schema"\n',
        variant='nested_int = "x=3"\n'
        'bool_off = { cause = "" }\n'
        '"string_p*".cause = "yaml_has_no_tuple"\n',
    )
    said = words_of_but(row, "composed_in_python", "in_a_notebook")
    assert (said["nested_int"].line, said["nested_int"].cause) == ("x=3", None)
    assert (said["bool_off"].cause, said["bool_off"].remedy) == (None, "x=2")
    assert said["string_plain"].cause == "yaml_has_no_tuple"
    assert said["string_empty"].cause == "no_schema"
    # A fault is told where it stands.
    stated, below = (
        f / "overrides.toml" for f in (row.folder, row.folder.parent / "flawless")
    )
    assert said["nested_int"].where == f"{stated}: nested_int"
    assert said["string_empty"].where == f"{below}: string_empty"
    assert said["model_chosen"].where == f"{stated}: model_chosen"


def test_what_cannot_be_derived_is_missing(tmp_path: Path) -> None:
    """The sentence says why the templates have no words, where there is a reason."""
    row = templated(tmp_path, "")
    with pytest.raises(
        RowError, match=r"composed_in_python is missing; expected a command line$"
    ):
        words_of(row)
    path = row.folder / "adapter.toml"
    text = path.read_text(encoding="utf-8").replace(
        '"{path}={python}"', '"{path}={text}"'
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        RowError, match=r"has no way to say it: .* has no spelling for True\)"
    ):
        words(registry.read(row.folder), cases()["bool_on"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('"bool_* strimg_*".line = "x"', "unknown case 'strimg_*'"),
        ('"" = "x"', "unknown case ''"),
        (
            '"bool_*".cause = "no_such"',
            "bool_*.cause is 'no_such'; expected an id of causes.toml",
        ),
        ('"bool_*" = 3', "bool_* is 3; expected a table"),
    ],
)
def test_a_malformed_pattern_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    """As an entry is: the sentence names file, key and form."""
    row = templated(tmp_path, text)
    with pytest.raises(RowError) as caught:
        words(row, cases()["bool_off"])
    assert str(caught.value).startswith(f"{row.folder / 'overrides.toml'}: ")
    assert sentence in str(caught.value)


def test_check_reads_every_line(tmp_path: Path) -> None:
    """What bash cannot split is told before it is run."""
    row = templated(
        tmp_path,
        'composed_in_python = "x"\n'
        'nested_int = "a ; ls"\n'
        'bool_off = { remedy = "\'open" }\n',
    )
    where = row.folder / "overrides.toml"
    with pytest.raises(RowError) as caught:
        read_whole(row)
    assert str(caught.value) == "; ".join(
        [
            f"{where}: nested_int: bash cannot split 'a ; ls'",
            f"""{where}: bool_off: bash cannot split "'open\"""",
        ]
    )
    verdict = files(Subject(row))
    assert verdict.outcome is Outcome.UNMEASURED
    assert "nested_int: bash cannot split" in verdict.detail


def test_check_reads_the_templates(tmp_path: Path) -> None:
    """A template that cannot be read is told with file, key and the nearest valid name."""
    row = templated(tmp_path, "")
    path = row.folder / "adapter.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{python}", "{pythn}", 1), encoding="utf-8")
    verdict = files(Subject(registry.read(row.folder)))
    assert verdict.outcome is Outcome.UNMEASURED
    told = f"{path}: spelling.set: unknown field {{pythn}}"
    assert told in verdict.detail
    assert "(did you mean 'python'?)" in verdict.detail


@pytest.mark.parametrize("name", registry.names())
def test_words_of_an_adapter_are_complete_and_true(name: str) -> None:
    """Every case has words; a line said to convert stands in the program."""
    row = registry.find(name)
    source = row.program.read_text(encoding="utf-8")
    assert words_of(row).keys() == cases().keys()
    for conversion in row.conversions:
        assert conversion["line"] in source


# -- the cases ------------------------------------------------------------------------------------


def test_cases_state_what_they_expect() -> None:
    """A request expects one thing, a mistake says what is wrong; every one has an origin."""
    for case in cases().values():
        expects = [case.effect, case.effects, case.output, case.explains]
        request = case.kind is Kind.REQUEST
        assert sum(map(bool, expects)) == int(request), case.name
        assert bool(case.seen) is (case.kind is Kind.OBSERVATION)
        assert bool(case.key) is not request
        assert case.origin
        assert case.intent
        assert case.tag in TAGS


def test_an_effect_names_the_home_of_its_run() -> None:
    """``$HOME`` stands for a folder that each run has anew, wherever it stands in a value."""
    case = Case(
        "h", effect={"tags": parse("['$HOME/a', 'b']"), "x": parse("{1: '$HOME'}")}
    )
    assert case.effect_at(Path("/h")) == {
        "tags": parse("['/h/a', 'b']"),
        "x": parse("{1: '/h'}"),
    }


def test_no_library_is_the_origin_of_more_than_a_quarter() -> None:
    """A suite written from one library's documentation would be that library's suite."""
    homes = {
        "hydra": ("hydra.cc", "hydra-ecosystem"),
        "omegaconf": ("omegaconf",),
        "argparse": ("library/argparse",),
        "configparser": ("library/configparser",),
        "fire": ("python-fire",),
        "transformers": ("huggingface",),
    }
    origins = [case.origin for case in cases().values()]
    for library, marks in homes.items():
        count = sum(any(mark in origin for mark in marks) for origin in origins)
        assert count * 4 <= len(origins), library


def test_there_are_requests_and_mistakes_enough() -> None:
    """Fifty-five requests and twenty mistakes, of every tag."""
    kinds = Counter(case.kind for case in cases().values())
    assert kinds[Kind.REQUEST] >= 55
    assert kinds[Kind.MISTAKE] >= 20
    assert {case.tag for case in cases().values()} == set(TAGS)


def test_every_cause_is_used_and_known() -> None:
    """No cause without a cell that names it, no cell with a cause that is not told."""
    rows = registry.find_all()
    used = {said.cause for row in rows for said in words_of(row).values() if said.cause}
    used |= {
        cause for row in (*rows, registry.control()) for cause in row.causes.values()
    }
    assert used == set(causes())


# -- through real processes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a=~/x", ("a=HOME/x",)),
        ("a.b=~/x", ("a.b=~/x",)),
        ("~/x", ("HOME/x",)),
        ("'' \"$HOME\"", ("", "HOME")),
        ("", ()),
    ],
)
def test_words_are_split_as_a_command_has_them(
    line: str, expected: tuple[str, ...]
) -> None:
    """Tildes behind an assignment's = are the shell's own affair."""
    with workplace() as place:
        found = shell.words(line, place, "x.toml: a")
        assert tuple(w.replace(str(place.home), "HOME") for w in found) == expected


@given(st.text("azAZ09_@%+=:,./- "))
@settings(max_examples=20)
def test_a_line_without_anything_special_needs_no_shell(line: str) -> None:
    """It is split as bash does, which takes an empty word behind it for special."""
    with workplace() as place:
        split = shell.words(line, place, "x.toml: a")
        assert (*split, "") == shell.words(f"{line} ''", place, "x.toml: a")


def test_more_than_words_is_refused() -> None:
    """A published line is words for one program; a second command is none."""
    with workplace() as place:
        with pytest.raises(RowError, match=r"^x\.toml: a: bash cannot split"):
            shell.words("a; touch marker", place, "x.toml: a")
        assert place.files() == []


def test_one_request_and_one_mistake_of_argparse() -> None:
    """The plainest cells, through the real process: a value arrives, a typo is refused."""
    found = measured(CATEGORY, registry.find("argparse"), "tuple", "misspelt_key")
    cell = found["tuple"]
    assert (cell["outcome"], cell["by"]) == ("right", "unmeasured")
    assert cell["arrived"] == {"optimizer.betas": "(0.8, 0.99)"}
    cell = found["misspelt_key"]
    assert (cell["outcome"], cell["exit"], cell["reached"]) == ("right", 2, 0)


@pytest.mark.parametrize("name", ["configparser"])
def test_a_candidate_is_settled_by_real_trainings(name: str) -> None:
    """A tilde that stays a tilde is no folder: training fails, where what was asked for trains."""
    cells = measured(CATEGORY, registry.find(name), "path_with_tilde")
    cell = cells["path_with_tilde"]
    assert cell["outcome"] == "late"
    assert "training fails: train.py: ~/my data/train_data.csv" in cell["detail"]
    assert cell["remedy"]["outcome"] == "right"


@pytest.mark.usefixtures("published_python")
@pytest.mark.parametrize("name", registry.names())
def test_a_published_cell_can_be_reproduced(name: str) -> None:
    """Of each row one, drawn anew with each date of the results, comes out as published."""
    known = published()
    if not as_measured(registry.find(name), known):
        pytest.skip("the results were measured with other versions: pytest --benchmark")
    case = random.Random(known["created"] + name).choice([*cases()])
    ((_, fresh),) = reproducing.measure(reproducing.parse(f"overrides/{name}/{case}"))
    old = known["cells"]["overrides"][name][case]["outcome"]
    assert (case, fresh["outcome"]) == (case, old)


def as_measured(row: registry.Adapter, known: dict[str, Any]) -> bool:
    """Whether the published cells of a row are of the installed versions of its library."""
    unit = known["units"].get(f"overrides/{row.name}", {})
    return bool(row.versions().items() <= unit.get("versions", {}).items())


@pytest.mark.parametrize("name", registry.names())
def test_a_remedy_is_needed_and_works(name: str) -> None:
    """As published: the plain words fail, and the documented spelling does it."""
    for case, cell in published()["cells"]["overrides"].get(name, {}).items():
        if "remedy" in cell:
            assert cell["outcome"] != "right", case
            assert cell["remedy"]["outcome"] in {"right", "type_changed"}, case


def test_the_folder_of_a_program_is_quoted_once() -> None:
    """A script finds its row's program, also in a folder with a blank."""
    line = Words(script="notebook.py").typed("python '/tmp/my rows/mine/train.py'", "")
    assert shlex.split(line)[0] == "PYTHONPATH=/tmp/my rows/mine"
