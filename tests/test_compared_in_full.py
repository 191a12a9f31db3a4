"""What comparing records tells, word by word: the whole judgement, from stated runs."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks import core, judging
from benchmarks.cells import Judgement
from benchmarks.errors import ProgramError
from benchmarks.judging import Comparison
from benchmarks.outcomes import Outcome, Party
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.process import Finished

WELL = Finished((), 0, None, "", "", started=0.0, seconds=1.0, cpu=0.5)
ILL = replace(WELL, exit=2, stderr="error: no")


def record(**settings: str) -> Record:
    """Return a record as the core leaves it."""
    return {name: parse(text) for name, text in settings.items()}


OWN = record(seed="42", optimizer="Adam(lr=0.1, eps=1.0)", run_dir="Path('a')")


def probe(*reached: Record, finished: Finished = WELL) -> Probe:
    """Return a run that reached the core so often."""
    return Probe("a", (), reached, finished, ())


# -- records --------------------------------------------------------------------------------------


def test_a_value_stands_at_a_path() -> None:
    """Of a part, of an argument; nowhere, nothing."""
    assert judging.at(OWN, "seed") == parse("42")
    assert judging.at(OWN, "optimizer.lr") == parse("0.1")
    for nowhere in ("model", "model.dim", "optimizer.x", "seed.x", "optimizer.lr.x"):
        assert judging.at(OWN, nowhere) is None


def test_a_value_is_put_at_a_path() -> None:
    """The record stays as it was; what has no arguments is told."""
    put = judging.put(OWN, "optimizer.lr", parse("1"))
    assert put == OWN | record(optimizer="Adam(lr=1, eps=1.0)")
    assert judging.put(OWN, "x", parse("1")) == OWN | record(x="1")
    assert judging.at(OWN, "optimizer.lr") == parse("0.1")
    for path, told in (
        ("seed.x", "seed arrived as 42; expected a part with x"),
        ("model.dim", "model did not arrive; expected a part with dim"),
    ):
        with pytest.raises(ProgramError) as refused:
            judging.put(OWN, path, parse("1"))
        assert str(refused.value) == told


def test_a_record_is_flat_without_its_folder() -> None:
    """A part is its class; its arguments stand beside it, with their paths."""
    assert judging.flat(OWN) == {
        "seed": parse("42"),
        "optimizer": parse("Adam()"),
        "optimizer.lr": parse("0.1"),
        "optimizer.eps": parse("1.0"),
    }
    other = record(seed="42", optimizer="AdamW(lr=0.2, eps=1.0)", tags="[]")
    assert judging.differing(OWN, other) == ["optimizer", "optimizer.lr", "tags"]
    assert judging.differing(OWN, OWN | record(run_dir="Path('b')")) == []


# -- how a run ended ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finished", "reason"),
    [
        (WELL, None),
        (ILL, None),
        (replace(ILL, stderr="", stdout="no"), None),
        (replace(ILL, stderr=" \n", stdout="\n"), "exit 2 without any message"),
        (replace(WELL, exit=-9), "SIGKILL"),
        (replace(WELL, exceeded="memory"), "over the memory limit"),
        (replace(WELL, exit=None), "not started"),
    ],
)
def test_a_run_is_broken(finished: Finished, reason: str | None) -> None:
    """A limit, a signal, no start, no message."""
    assert judging.broken(finished) == reason


DEAD = replace(WELL, exit=-9)


@pytest.mark.parametrize(
    ("run", "outcome", "detail"),
    [
        (probe(OWN), None, ""),
        (probe(OWN, OWN), None, ""),
        (probe(finished=DEAD), "broken", "SIGKILL"),
        (probe(OWN, finished=DEAD), "broken", "SIGKILL"),
        (probe(), "broken", "exit 0, but the core was never reached"),
        (probe(finished=ILL), "rejected", "refused: exit 2"),
        (probe(OWN, finished=ILL), "late", "reached the core, then exit 2"),
    ],
)
def test_how_a_request_ended(run: Probe, outcome: str | None, detail: str) -> None:
    """Nothing is told of what went well; more than once is told of one request alone."""
    expected = Judgement(Outcome(outcome), detail) if outcome else None
    assert judging.judge_end(run) == expected
    if len(run.reached) > 1:
        expected = Judgement(Outcome.WRONG_VALUE, "trained 2 times, not once")
    assert judging.judge_once(run) == expected
    if expected:
        assert judging.judge_request(run, {}, OWN) == expected


@pytest.mark.parametrize(
    ("run", "saved", "outcome", "detail", "candidate"),
    [
        (probe(OWN), False, "accepted", "the mistake was accepted", True),
        (probe(finished=DEAD), False, "broken", "SIGKILL", False),
        (probe(OWN, finished=DEAD), False, "broken", "SIGKILL", False),
        (
            probe(OWN, finished=ILL),
            True,
            "late",
            "the core was reached, then exit 2",
            False,
        ),
        (probe(), True, "accepted", "exit 0, as if all were well", False),
        (
            probe(finished=ILL),
            True,
            "late",
            "exit 2, but a saved run was left behind",
            False,
        ),
        (probe(finished=ILL), False, "right", "refused: exit 2", False),
    ],
)
def test_how_a_mistake_ended(
    run: Probe, outcome: str, detail: str, *, saved: bool, candidate: bool
) -> None:
    """Only what was taken, and ran to its end, is trained for real."""
    judged = judging.judge_mistake(run, saved=saved)
    assert judged == Comparison(Outcome(outcome), detail, candidate=candidate)


# -- what arrived ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "outcome", "detail", "candidate", "excuse"),
    [
        ({}, "right", "arrived as asked", False, True),
        ({"run_dir": "Path('b')"}, "right", "arrived as asked", False, True),
        ({"seed": "42.0"}, "type_changed", "seed is 42.0, expected 42", True, True),
        ({"seed": "'42'"}, "wrong_value", "seed is '42', expected 42", True, True),
        ({"seed": "43"}, "wrong_value", "seed is 43, expected 42", True, False),
        (
            {"optimizer": "Adam(lr=0.2, eps=1)"},
            "wrong_value",
            "optimizer.lr is 0.2, expected 0.1; optimizer.eps is 1, expected 1.0",
            True,
            False,
        ),
        (
            {"optimizer": "Adam(lr=0.1, eps=1)"},
            "type_changed",
            "optimizer.eps is 1, expected 1.0",
            True,
            True,
        ),
        (
            {"optimizer": "Adam(lr=0.1)"},
            "wrong_value",
            "optimizer.eps is missing, expected 1.0",
            True,
            False,
        ),
        (
            {"optimizer": "AdamW(lr=0.1, eps=1.0)"},
            "wrong_value",
            "optimizer is AdamW(lr=0.1, eps=1.0), expected Adam(lr=0.1, eps=1.0)",
            True,
            False,
        ),
        (
            {"optimizer": "'adam'"},
            "wrong_value",
            "optimizer is 'adam', expected Adam(lr=0.1, eps=1.0)",
            True,
            True,
        ),
        (
            {"x": "1", "y": "2"},
            "wrong_value",
            "x arrived unasked; y arrived unasked",
            True,
            False,
        ),
        (
            {"x": "1", "optimizer": "Adam(lr=0.2, eps=1)"},
            "wrong_value",
            "optimizer.lr is 0.2, expected 0.1; x arrived unasked; "
            "optimizer.eps is 1, expected 1.0",
            True,
            False,
        ),
    ],
)
def test_records_are_compared(
    changed: dict[str, str], outcome: str, detail: str, *, candidate: bool, excuse: bool
) -> None:
    """What is wrong comes before what came unasked, and both before what has another type."""
    judged = judging.compare(OWN | record(**changed), OWN, {"seed"})
    expected = Comparison(
        Outcome(outcome), detail, candidate=candidate, same_weights_excuse=excuse
    )
    assert judged == expected
    assert judging.judge_request(probe(OWN | record(**changed)), {}, OWN) == expected


def test_what_is_missing_is_told() -> None:
    """A whole setting; and the folder, where it was asked for."""
    arrived = {name: value for name, value in OWN.items() if name != "seed"}
    judged = judging.compare(arrived, OWN, set())
    told = "seed is missing, expected 42"
    wrong = Outcome.WRONG_VALUE
    assert judged == Comparison(wrong, told, candidate=True, same_weights_excuse=False)
    other = OWN | record(run_dir="'a'")
    judged = judging.compare(other, OWN, {core.FOLDER})
    assert judged.detail == "run_dir is 'a', expected Path('a')"
    assert judged.outcome is Outcome.TYPE_CHANGED
    assert judged.candidate is (core.FOLDER not in core.WITHOUT_WEIGHT)


@pytest.mark.parametrize("path", core.WITHOUT_WEIGHT)
def test_what_has_no_weight_is_not_trained(path: str) -> None:
    """Alone; beside what has some, it is."""
    own = OWN | record(**{path: "'a'"})
    judged = judging.compare(own | record(**{path: "'b'"}), own, {path})
    assert judged.outcome is Outcome.WRONG_VALUE
    assert not judged.candidate
    both = own | record(**{path: "'b'"}, seed="43")
    assert judging.compare(both, own, {path}).candidate


NINE = {"seed": parse("9")}
TEN = {"seed": parse("10")}


def of(seed: str) -> Record:
    """Return the record of a run with a seed."""
    return OWN | record(seed=seed)


@pytest.mark.parametrize(
    ("run", "outcome", "detail"),
    [
        (probe(of("9"), of("10")), "right", "2 runs, each as asked"),
        (probe(of("10"), of("9")), "right", "2 runs, each as asked"),
        (probe(of("10"), of("9.0")), "type_changed", "seed is 9.0, expected 9"),
        (probe(of("9")), "wrong_value", "trained 1 times, not 2"),
        (
            probe(of("9"), of("10"), of("11")),
            "wrong_value",
            "one run too many: nobody asked for it",
        ),
        (
            probe(of("9"), of("9")),
            "wrong_value",
            "one run too many: seed is 9, expected 10",
        ),
        (probe(finished=ILL), "rejected", "refused: exit 2"),
    ],
)
def test_several_runs(run: Probe, outcome: str, detail: str) -> None:
    """Each is asked for once; the worst of them is told."""
    judged = judging.judge_requests(run, [NINE, TEN], OWN)
    assert judged == Judgement(Outcome(outcome), detail)
    assert type(judged) is Judgement  # nothing of it is trained for real


@pytest.mark.parametrize(
    ("before", "after", "outcome", "detail"),
    [
        ("1", None, "wrong_value", "1 came back as nothing"),
        ("1", "1", "right", "came back equal"),
        ("1", "1.0", "type_changed", "1 came back as 1.0"),
        ("0.0", "-0.0", "wrong_value", "0.0 came back as -0.0"),
        ("[0.0, 1]", "[-0.0, 1]", "wrong_value", "[0.0, 1] came back as [-0.0, 1]"),
        ("[0, 1]", "[0.0, 1]", "type_changed", "[0, 1] came back as [0.0, 1]"),
        ("[[0, 1]]", "[(0, 1)]", "type_changed", "[[0, 1]] came back as [(0, 1)]"),
        (
            "{'a': 1}",
            "{'a': True}",
            "type_changed",
            "{'a': 1} came back as {'a': True}",
        ),
        (
            "Adam(lr=1, a=0.0)",
            "Adam(a=0.0, lr=1.0)",
            "type_changed",
            "Adam(lr=1, a=0.0) came back as Adam(a=0.0, lr=1.0)",
        ),
    ],
)
def test_one_value(before: str, after: str | None, outcome: str, detail: str) -> None:
    """Equal, of another type somewhere within, another."""
    other = parse(after) if after else None
    judged = judging.judge_value(parse(before), other, "came back")
    assert judged == Judgement(Outcome(outcome), detail)


@pytest.mark.parametrize(
    ("arrived", "expected", "excuse", "outcome", "detail", "more"),
    [
        (None, "w", True, "late", "it; training fails: why", {"by": Party.CORE}),
        (None, None, True, "late", "it; training fails: why", {"by": Party.CORE}),
        ("w", "w", True, "type_changed", "it; same weights", {}),
        ("w", "w", False, "wrong_value", "it; the same weights", {}),
        ("w", "v", True, "wrong_value", "it; other weights", {}),
    ],
)
def test_training_decides(
    arrived: str | None,
    expected: str | None,
    outcome: str,
    detail: str,
    more: dict[str, Any],
    *,
    excuse: bool,
) -> None:
    """By the weights, where both are known; else nothing changes."""
    judged = Comparison(
        Outcome.TYPE_CHANGED, "it", candidate=True, same_weights_excuse=excuse
    )
    decided = judging.by_training(judged, arrived, expected, "why")
    assert (decided.outcome, decided.detail) == (Outcome(outcome), detail)
    assert decided.by == more.get("by")
    assert judging.by_training(judged, "w", None, "why") is judged
