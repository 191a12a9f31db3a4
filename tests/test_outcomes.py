"""Outcomes are pure functions of facts: every word, from stated facts."""

from typing import Any

import pytest
from benchmarks.runs import Probe, Record
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.outcomes import (
    Judgement,
    Outcome,
    at,
    broken,
    compare,
    expected_record,
    judge_mistake,
    judge_task,
)
from benchmarks.process import Finished
from benchmarks.values import parse

DEFAULTS: Record = {
    "optimizer": parse("Adam(lr=0.001, weight_decay=0.0, betas=(0.9, 0.999))"),
    "n_epochs": parse("3"),
    "tags": parse("[]"),
    "run_dir": parse("Path('outputs/run')"),
}


def finished(
    code: int | None = 0, exceeded: str | None = None, stderr: str = ""
) -> Finished:
    """Return the end of a run as stated."""
    return Finished(("python",), code, exceeded, "", stderr, 0.0, 0.1, 0.1)


def seen(
    *records: Record, code: int | None = 0, stderr: str = "message", **more: Any
) -> Probe:
    """Return a probe as stated."""
    return Probe("x", (), records, finished(code, stderr=stderr, **more), ())


def record(**effect: str) -> Record:
    """Return the defaults with changes, ``__`` for the dot."""
    return expected_record(
        DEFAULTS, {key.replace("__", "."): parse(text) for key, text in effect.items()}
    )


def judge(probe: Probe, **effect: str) -> Judgement:
    """Judge a probe against an effect, ``__`` for the dot."""
    wanted = {key.replace("__", "."): parse(text) for key, text in effect.items()}
    return judge_task(probe, wanted, DEFAULTS)


@pytest.mark.parametrize(
    ("probe", "outcome"),
    [
        (seen(record(n_epochs="5")), Outcome.RIGHT),
        (seen(record(n_epochs="5.0")), Outcome.RETYPED),
        (seen(record(n_epochs="'5'")), Outcome.SILENT),
        (seen(DEFAULTS), Outcome.SILENT),
        (seen(record(n_epochs="5", optimizer__lr="0.1")), Outcome.SILENT),
        (seen(record(n_epochs="5"), record(n_epochs="5")), Outcome.SILENT),
        (seen(record(n_epochs="5"), code=1), Outcome.LATE),
        (seen(code=2), Outcome.LOUD),
        (seen(code=2, stderr=""), Outcome.BROKEN),
        (seen(code=0), Outcome.BROKEN),
        (seen(code=-11), Outcome.BROKEN),
        (seen(record(n_epochs="5"), exceeded="time"), Outcome.BROKEN),
        (seen(code=None), Outcome.BROKEN),
    ],
)
def test_a_task_has_the_outcome_that_its_facts_give(
    probe: Probe, outcome: Outcome
) -> None:
    """Each outcome of a task, from the facts that define it."""
    assert judge(probe, n_epochs="5").outcome is outcome


def test_a_sibling_that_was_reset_is_silent_and_named() -> None:
    """A value that nobody asked to change is named when it changes."""
    judged = judge(seen(record(n_epochs="5", optimizer__lr="0.1")), n_epochs="5")
    assert judged.detail == "optimizer.lr is 0.1, expected 0.001"


def test_the_run_folder_counts_only_where_it_was_asked_for() -> None:
    """``run_dir`` belongs to a run; a task about it is judged like any other."""
    moved = seen(record(n_epochs="5", run_dir="Path('elsewhere')"))
    assert judge(moved, n_epochs="5").outcome is Outcome.RIGHT
    assert judge(seen(DEFAULTS), run_dir="Path('x')").outcome is Outcome.SILENT


@pytest.mark.parametrize(("effect", "candidate"), [("n_epochs", True), ("tags", False)])
def test_only_what_can_touch_the_weights_is_trained_for_real(
    effect: str, candidate: bool
) -> None:
    """Settings without influence on the weights are judged by value alone."""
    arrived = expected_record(DEFAULTS, {effect: parse("7.5")})
    assert judge(seen(arrived), **{effect: "8"}).candidate is candidate


@pytest.mark.parametrize(
    ("probe", "saved", "outcome"),
    [
        (seen(code=2), False, Outcome.RIGHT),
        (seen(code=2), True, Outcome.LATE),
        (seen(code=0), False, Outcome.SILENT),
        (seen(DEFAULTS), False, Outcome.SILENT),
        (seen(DEFAULTS, code=1), False, Outcome.LATE),
        (seen(code=1, stderr=""), False, Outcome.BROKEN),
        (seen(code=-9), False, Outcome.BROKEN),
    ],
)
def test_a_mistake_has_the_outcome_that_its_facts_give(
    probe: Probe, saved: bool, outcome: Outcome
) -> None:
    """Each outcome of a mistake, from the facts that define it."""
    assert judge_mistake(probe, saved).outcome is outcome


def test_a_whole_slot_goes_before_its_arguments() -> None:
    """An effect on a slot and on its argument is applied in that order, however written."""
    effect = {"optimizer.lr": parse("0.5"), "optimizer": parse("AdamW(lr=0.1)")}
    assert at(expected_record(DEFAULTS, effect), "optimizer.lr") == parse("0.5")


@pytest.mark.parametrize(
    ("arrived", "retypable"),
    [("'0.5'", True), ("0.5", False), ("None", False), ("[0.5]", False)],
)
def test_another_value_can_never_be_called_retyped(
    arrived: str, retypable: bool
) -> None:
    """Only text in the place of a value may turn out to be that value in training."""
    probe = seen(record(optimizer__weight_decay=arrived))
    judged = judge(probe, optimizer__weight_decay="0.25")
    assert judged.outcome is Outcome.SILENT
    assert judged.retypable is retypable


def test_a_missing_setting_is_told() -> None:
    """A record that lacks a setting is wrong, and the sentence says which."""
    judged = compare({}, {"seed": parse("1")}, set())
    assert judged.detail == "seed is missing, expected 1"
    assert compare({"x": parse("1")}, {}, set()).detail == "x arrived unasked"


values = st.sampled_from(["1", "1.0", "True", "'1'", "None", "[1]", "(1,)", "0.001"])


@given(values, values)
def test_right_means_equal_in_value_and_type(asked: str, arrived: str) -> None:
    """A task is right exactly if what arrived is what was asked, type included."""
    judged = judge(seen(record(n_epochs=arrived)), n_epochs=asked)
    assert (judged.outcome is Outcome.RIGHT) is (asked == arrived)


def test_a_failure_needs_a_message() -> None:
    """An exit code without a word is broken; with a word it is a refusal."""
    assert broken(finished(1)) == "exit 1 without any message"
    assert broken(finished(1, stderr="no")) is None
