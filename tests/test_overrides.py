"""The override axis: task files, words, and judgements on stated facts."""

import random
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.axes import overrides
from benchmarks.axes.overrides import by, ergonomics, judge_output, observed, settle
from benchmarks.axes.tasks import TAGS, Case, Words, cases, words
from benchmarks.axes.texts import examine, explained
from benchmarks.runs import Probe, Record, Training

from benchmarks import beyond, process, registry, reproducing, results, runs
from benchmarks.errors import BenchError
from benchmarks.outcomes import Judgement, Outcome
from benchmarks.process import Finished
from benchmarks.values import parse
from tests.miniatures import build

MISSPELT = Case("m", "mistake", "", "values", "", key="n_epochz", right="n_epochs")
TYPE = Case(
    "m", "mistake", "", "values", "", key="lr", value="abc", allowed=(r"\bfloat\b",)
)


@pytest.mark.parametrize(
    ("case", "text", "facts"),
    [
        # argparse: the usage block names every flag, whatever was wrong
        (
            MISSPELT,
            "usage: train.py [--n-epochs N]\n                [--lr LR]\n"
            "train.py: error: unrecognized arguments: --n-epochz 5\n",
            (True, None, None, False, True),
        ),
        (
            MISSPELT,
            "No such option: --n-epochz. Did you mean --n-epochs?",
            (True, None, None, True, True),
        ),
        (
            TYPE,
            "argument --lr: invalid float value: 'abc'",
            (True, True, True, None, True),
        ),
        (
            TYPE,
            'Traceback (most recent call last):\n  File "x", line 1, in f\n    get("lr")\n'
            "ValueError: lrr is abcd",
            (False, False, False, None, False),
        ),
        (TYPE, "", (False, False, False, None, True)),
    ],
)
def test_facts_of_a_message(
    case: Case, text: str, facts: tuple[bool | None, ...]
) -> None:
    """Key, value, what is allowed, the nearest name, no traceback: each from the words alone."""
    assert tuple(examine(case, text).values()) == facts


def trained(weights: str | None) -> Training:
    """Return a training with these weights, or one that failed."""
    code = 0 if weights else 1
    finished = Finished(("x",), code, None, "", "ValueError: no", 0.0, 1.0, 1.0)
    return Training(finished, {"weights_sha256": weights} if weights else None)


CANDIDATE = Judgement(Outcome.SILENT, "n_epochs is '5', expected 5", candidate=True)


@pytest.mark.parametrize(
    ("arrived", "expected", "outcome"),
    [
        (trained("a"), trained("a"), Outcome.RETYPED),
        (trained("a"), trained("b"), Outcome.SILENT),
        (trained(None), trained("b"), Outcome.LATE),
        (trained("a"), None, Outcome.SILENT),
        (trained(None), None, Outcome.LATE),
        (None, trained("b"), Outcome.SILENT),
        # Where not even what was asked for can be trained, the value decides.
        (trained(None), trained(None), Outcome.SILENT),
    ],
)
def test_real_training_decides_a_candidate(
    arrived: Training | None, expected: Training | None, outcome: Outcome
) -> None:
    """Failing is late, equal weights are retyped, other weights stay silent."""
    assert settle(CANDIDATE, arrived, expected).outcome is outcome


def test_equal_weights_do_not_excuse_another_value() -> None:
    """A schedule that was forgotten leaves no trace in one epoch, and is silent all the same."""
    forgotten = Judgement(
        Outcome.SILENT,
        "scheduler.t_max is 10, expected 5",
        candidate=True,
        retypable=False,
    )
    assert settle(forgotten, trained("a"), trained("a")).outcome is Outcome.SILENT
    assert settle(forgotten, trained(None), trained("a")).outcome is Outcome.LATE


def test_who_answers_for_a_cell() -> None:
    """A line in the words or a conversion of the setting makes a cell one by hand."""
    adapter = registry.find("argparse")
    betas = cases()["tuple"]
    assert by(adapter, betas, Words("", {})) == {
        "by": "hand",
        "line": "betas=tuple(args.betas)",
    }
    assert by(adapter, cases()["bool_off"], Words("", {})) == {"by": "library"}
    own = Words("", {}, by_hand="x = 1")
    assert by(adapter, cases()["bool_off"], own) == {"by": "hand", "line": "x = 1"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nested_imt = ''", "unknown task 'nested_imt' (did you mean 'nested_int'?)"),
        ("nested_int = ''", "is missing; expected a command line"),
        ("nested_int = 3", "expected a line, or a table with"),
        ("nested_int = { lime = '' }", "expected a line, or a table with"),
        ("nested_int =", "cannot be read"),
    ],
)
def test_malformed_words_are_told(tmp_path: Path, text: str, sentence: str) -> None:
    """The sentence names the file, the task and the expected form."""
    folder = build("flawless", tmp_path)
    lines = "\n".join(f"{name} = ''" for name in cases() if name != "nested_int")
    if "missing" in sentence:
        lines, text = text, ""
    (folder / "overrides.toml").write_text(f"{text}\n{lines}\n", encoding="utf-8")
    with pytest.raises(BenchError) as caught:
        words(registry.read(folder))
    assert sentence in str(caught.value)
    assert "overrides.toml" in str(caught.value)


@pytest.mark.parametrize("name", registry.names())
def test_words_of_an_adapter_are_complete_and_true(name: str) -> None:
    """Every task has words; a line said to do it by hand stands in the program."""
    adapter = registry.find(name)
    source = adapter.program.read_text(encoding="utf-8")
    for case, said in words(adapter).items():
        assert said.by_hand is None or said.by_hand in source, case
    for each in adapter.conversions:
        assert each["line"] in source


def test_tasks_state_what_they_expect() -> None:
    """A task expects something, a mistake says what is wrong; every one has an origin."""
    for case in cases().values():
        expects = case.effect or case.effects or case.output or case.explains
        assert bool(expects) is (case.kind != "mistake")
        assert bool(case.key) is (case.kind == "mistake")
        assert case.origin


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


def test_there_are_tasks_and_mistakes_enough() -> None:
    """Fifty-five tasks and twenty mistakes, of every tag."""
    kinds = Counter(case.kind for case in cases().values())
    assert kinds["task"] >= 55
    assert kinds["mistake"] >= 20
    assert {case.tag for case in cases().values()} == set(TAGS)


def seen(*records: Record, code: int = 0, out: str = "") -> Probe:
    """Return a probe as stated."""
    finished = Finished(("x",), code, None, out, "said", 0.0, 1.0, 1.0)
    return Probe("x", (), records, finished, ())


PRINTS = Case("p", "task", "", "lifecycle", "", output=(r"n_epochs\W+7\b",))
OWN: Record = {
    "optimizer": parse("Adam(lr=0.001, betas=(0.9, 0.999))"),
    "n_epochs": parse("3"),
}


@pytest.mark.parametrize(
    ("probe", "outcome"),
    [
        (seen(out="n_epochs: 7"), Outcome.RIGHT),
        (seen(out="n_epochs: 70"), Outcome.LOUD),
        (seen(code=2), Outcome.LOUD),
        (seen(OWN, out="n_epochs: 7"), Outcome.SILENT),
        (seen(code=-9), Outcome.BROKEN),
    ],
)
def test_an_output_is_wanted_and_no_training(probe: Probe, outcome: Outcome) -> None:
    """Right if it is printed without training; training instead is silent."""
    assert judge_output(PRINTS, probe, OWN).outcome is outcome


def test_an_observation_is_told_and_not_judged() -> None:
    """Taken, taken otherwise or refused: in words."""
    case = Case("o", "observation", "", "choices", "", effect={"n_epochs": parse("5")})
    assert observed(case, seen(OWN | {"n_epochs": parse("5")}), OWN).startswith(
        "taken:"
    )
    assert observed(case, seen(OWN), OWN).startswith("taken otherwise")
    assert observed(case, seen(code=2), OWN) == "refused: exit 2"


HELP = """usage: train.py [--lr LR] [--betas B B] [--n-epochs N]

options:
  -l, --lr LR           learning rate (default: 0.001)
  --betas BETAS BETAS   {betas}
  --n-epochs N_EPOCHS
                        passes over the data (default: {epochs})
"""


@pytest.mark.parametrize(
    ("betas", "epochs", "lacking"),
    [
        ("decay (default: (0.9, 0.999))", "3", ((), (), ())),
        ("decay (default: (0.9, 0.99))", "3", ((), ("betas",), ())),
        ("(default: (0.9, 0.999))", "3", ((), (), ("betas",))),
        ("decay (default: (0.9, 0.999))", "30", ((), ("n_epochs",), ())),
    ],
)
def test_a_help_explains_every_setting(
    betas: str, epochs: str, lacking: tuple[tuple[str, ...], ...]
) -> None:
    """Name, default and a text: each is missed where it is missing."""
    found = explained(HELP.format(betas=betas, epochs=epochs), OWN)
    assert (found.unnamed, found.without_default, found.without_text) == lacking
    assert found.whole is (lacking == ((), (), ()))


def test_a_usage_block_explains_nothing() -> None:
    """Flags in the usage are named nowhere else."""
    found = explained(HELP.partition("options")[0], OWN)
    assert set(found.unnamed) == {"lr", "betas", "n_epochs"}


def test_ergonomics_counts_what_is_typed_beyond_the_bare_words() -> None:
    """Blanks aside, the quotes of the shell included."""
    case = Case("e", "task", "", "values", "", bare=("run_name", "two words"))
    said = Words("--run-name 'two words'", {"a.json": "{}"})
    assert ergonomics(case, said, ["--run-name", "two words"]) == {
        "characters": 4,
        "words": 2,
        "quoted": 1,
        "files": 1,
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a=~/x", ["a=HOME/x"]),
        ("a.b=~/x", ["a.b=~/x"]),
        ("~/x", ["HOME/x"]),
        ("'' \"$HOME\"", ["", "HOME"]),
        ("", []),
    ],
)
def test_words_are_split_as_a_command_has_them(
    line: str, expected: list[str], tmp_path: Path
) -> None:
    """Tildes behind an assignment's = are the shell's own affair."""
    found = process.words(line, cwd=tmp_path, home=tmp_path)
    assert [word.replace(str(tmp_path), "HOME") for word in found] == expected


def test_more_than_words_is_refused(tmp_path: Path) -> None:
    """A published line is words for one program; a second command is none."""
    marker = tmp_path / "marker"
    with pytest.raises(ValueError, match="cannot split"):
        process.words(f"a; touch {marker}", cwd=tmp_path, home=tmp_path)
    assert not marker.exists()


def test_every_cause_is_used_and_known() -> None:
    """No cause without a cell that names it, no cell with a cause that is not told."""
    used = {
        said.cause
        for adapter in registry.find_all()
        for said in words(adapter).values()
        if said.cause
    }
    used |= {
        cause
        for adapter in [*registry.find_all(), beyond.row("remote", "control")]
        for cause in adapter.causes.values()
    }
    assert used == set(overrides.causes())


def test_one_task_and_one_mistake_of_argparse() -> None:
    """The plainest cells, through the real process: a value arrives, a typo is refused."""
    adapter = registry.find("argparse")
    said = words(adapter)
    own = runs.probe(adapter).reached[0]
    cell = overrides.measure(adapter, own, cases()["tuple"], said["tuple"])
    assert (cell["outcome"], cell["by"]) == ("right", "hand")
    assert cell["arrived"] == {"optimizer.betas": "(0.8, 0.99)"}
    cell = overrides.measure(
        adapter, own, cases()["misspelt_key"], said["misspelt_key"]
    )
    assert (cell["outcome"], cell["exit"], cell["reached"]) == ("right", 2, 0)


@pytest.mark.usefixtures("published_python")
def test_published_cells_can_be_reproduced() -> None:
    """Twenty cells, sampled anew with each date of the results, come out as published."""
    published = results.load()
    rows = [
        adapter
        for adapter in registry.find_all()
        if published["units"].get(f"overrides/{adapter.name}", {}).get("versions")
        == adapter.versions()
    ]
    cells = [(adapter, case) for adapter in rows for case in cases()]
    sample = random.Random(published["created"]).sample(cells, min(20, len(cells)))
    for adapter, case in sample:
        old = published["overrides"][adapter.name][case]
        wanted = reproducing.parse(f"overrides/{adapter.name}/{case}")
        ((_, fresh),) = reproducing.measure(wanted)
        assert (adapter.name, case, fresh["outcome"]) == (
            adapter.name,
            case,
            old["outcome"],
        )
    if not sample:
        pytest.skip("the results were measured with other versions: pytest --benchmark")


@pytest.mark.parametrize("name", registry.names())
def test_a_remedy_is_needed_and_works(name: str) -> None:
    """As published: the plain words fail, and the documented spelling does it."""
    for case, cell in results.load()["overrides"].get(name, {}).items():
        if "remedy" in cell:
            assert cell["outcome"] != "right", case
            assert cell["remedy"]["outcome"] in {"right", "retyped"}, case
