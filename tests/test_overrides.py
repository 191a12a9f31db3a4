"""The override axis: task files, words, and judgements on stated facts."""

from pathlib import Path

import pytest

from benchmarks import registry, runs
from benchmarks.axes import overrides
from benchmarks.axes.overrides import Case, Words, by, cases, examine, settle, words
from benchmarks.errors import BenchError
from benchmarks.outcomes import Judgement, Outcome
from benchmarks.process import Finished
from benchmarks.runs import Training
from tests.miniatures import build

MISSPELT = Case("m", "mistake", "", "", "", {}, key="n_epochz", right="n_epochs")
TYPE = Case(
    "m", "mistake", "", "", "", {}, key="lr", value="abc", allowed=(r"\bfloat\b",)
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
    """A task has an effect, a mistake says what is wrong; every one has an origin."""
    for case in cases().values():
        assert bool(case.effect) is (case.kind == "task")
        assert bool(case.key) is (case.kind == "mistake")
        assert case.origin


def test_every_cause_is_used_and_known() -> None:
    """No cause without a cell that names it, no cell with a cause that is not told."""
    used = {
        said.cause
        for adapter in registry.find_all()
        for said in words(adapter).values()
        if said.cause
    }
    used |= {
        cause for adapter in registry.find_all() for cause in adapter.causes.values()
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
