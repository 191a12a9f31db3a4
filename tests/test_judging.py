"""Judgements are pure functions of facts: every word, from stated facts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.judging import (
    Comparison,
    at,
    broken,
    by_training,
    compare,
    expected_record,
    judge_mistake,
    judge_request,
    judge_requests,
)
from benchmarks.outcomes import Outcome, Party
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.process import Finished

DEFAULTS: Record = {
    "optimizer": parse("Adam(lr=0.001, weight_decay=0.0, betas=(0.9, 0.999))"),
    "n_epochs": parse("3"),
    "tags": parse("[]"),
    "run_dir": parse("Path('outputs/run')"),
}


def finished(
    code: int | None = 0,
    exceeded: str | None = None,
    stderr: str = "",
    stdout: str = "",
) -> Finished:
    """Return the end of a run as stated."""
    return Finished(("python",), code, exceeded, stdout, stderr, 0.0, 0.1, 0.1)


def probed(
    *records: Record, code: int | None = 0, stderr: str = "message", **more: Any
) -> Probe:
    """Return a probe as stated."""
    return Probe("x", (), records, finished(code, stderr=stderr, **more), ())


def record(**effect: str) -> Record:
    """Return the defaults with changes, ``__`` for the dot."""
    return expected_record(
        DEFAULTS, {key.replace("__", "."): parse(text) for key, text in effect.items()}
    )


def judge(probe: Probe, **effect: str) -> Comparison:
    """Judge a probe against an effect, ``__`` for the dot."""
    wanted = {key.replace("__", "."): parse(text) for key, text in effect.items()}
    judged = judge_request(probe, wanted, DEFAULTS)
    if isinstance(judged, Comparison):
        return judged
    return Comparison(judged.outcome, judged.detail)


@pytest.mark.parametrize(
    ("probe", "outcome"),
    [
        (probed(record(n_epochs="5")), Outcome.RIGHT),
        (probed(record(n_epochs="5.0")), Outcome.TYPE_CHANGED),
        (probed(record(n_epochs="'5'")), Outcome.WRONG_VALUE),
        (probed(DEFAULTS), Outcome.WRONG_VALUE),
        (probed(record(n_epochs="5", optimizer__lr="0.1")), Outcome.WRONG_VALUE),
        (probed(record(n_epochs="5"), record(n_epochs="5")), Outcome.WRONG_VALUE),
        (probed(record(n_epochs="5"), code=1), Outcome.LATE),
        (probed(code=2), Outcome.REJECTED),
        (probed(code=2, stderr=""), Outcome.BROKEN),
        (probed(code=0), Outcome.BROKEN),
        (probed(code=-11), Outcome.BROKEN),
        (probed(record(n_epochs="5"), exceeded="time"), Outcome.BROKEN),
        (probed(code=None), Outcome.BROKEN),
    ],
)
def test_a_request_has_the_outcome_that_its_facts_give(
    probe: Probe, outcome: Outcome
) -> None:
    """Each outcome of a request, from the facts that define it."""
    assert judge(probe, n_epochs="5").outcome is outcome


def test_a_sibling_that_was_reset_is_wrong_and_named() -> None:
    """A value that nobody asked to change is named when it changes."""
    judged = judge(probed(record(n_epochs="5", optimizer__lr="0.1")), n_epochs="5")
    assert judged.detail == "optimizer.lr is 0.1, expected 0.001"


def test_the_run_folder_counts_only_where_it_was_asked_for() -> None:
    """``run_dir`` belongs to a run; a request about it is judged like any other."""
    moved = probed(record(n_epochs="5", run_dir="Path('elsewhere')"))
    assert judge(moved, n_epochs="5").outcome is Outcome.RIGHT
    assert judge(probed(DEFAULTS), run_dir="Path('x')").outcome is Outcome.WRONG_VALUE


@pytest.mark.parametrize(("effect", "candidate"), [("n_epochs", True), ("tags", False)])
def test_only_what_can_touch_the_weights_is_trained_for_real(
    effect: str, candidate: bool
) -> None:
    """Settings without influence on the weights are judged by value alone."""
    arrived = expected_record(DEFAULTS, {effect: parse("7.5")})
    assert judge(probed(arrived), **{effect: "8"}).candidate is candidate


@pytest.mark.parametrize(
    ("probe", "saved", "outcome"),
    [
        (probed(code=2), False, Outcome.RIGHT),
        (probed(code=2), True, Outcome.LATE),
        (probed(code=0), False, Outcome.ACCEPTED),
        (probed(DEFAULTS), False, Outcome.ACCEPTED),
        (probed(DEFAULTS, code=1), False, Outcome.LATE),
        (probed(code=1, stderr=""), False, Outcome.BROKEN),
        (probed(code=-9), False, Outcome.BROKEN),
    ],
)
def test_a_mistake_has_the_outcome_that_its_facts_give(
    probe: Probe, saved: bool, outcome: Outcome
) -> None:
    """Each outcome of a mistake, from the facts that define it."""
    assert judge_mistake(probe, saved=saved).outcome is outcome


def test_a_whole_slot_goes_before_its_arguments() -> None:
    """An effect on a slot and on its argument is applied in that order, however written."""
    effect = {"optimizer.lr": parse("0.5"), "optimizer": parse("AdamW(lr=0.1)")}
    assert at(expected_record(DEFAULTS, effect), "optimizer.lr") == parse("0.5")


@pytest.mark.parametrize(
    ("arrived", "expected", "excused"),
    [
        ("'0.5'", "0.25", True),
        ("0.5", "0.25", False),
        ("None", "0.25", False),
        ("[0.5]", "0.25", False),
        # Another text is another text.
        ("'0.5'", "'0.25'", False),
        ("0.5", "'0.25'", True),
    ],
)
def test_equal_weights_excuse_only_text_for_a_value(
    arrived: str, expected: str, excused: bool
) -> None:
    """Only text in the place of a value may turn out to be that value in training."""
    probe = probed(record(optimizer__weight_decay=arrived))
    judged = judge(probe, optimizer__weight_decay=expected)
    assert judged.outcome is Outcome.WRONG_VALUE
    assert judged.same_weights_excuse is excused


def test_what_arrives_unasked_is_never_excused() -> None:
    """A further setting is no other spelling of one, whatever the weights."""
    judged = judge(probed({**DEFAULTS, "unasked": parse("1")}), n_epochs="3")
    assert judged.outcome is Outcome.WRONG_VALUE
    assert judged.same_weights_excuse is False


def test_the_class_of_a_part_is_compared() -> None:
    """AdamW in the place of Adam, with equal arguments, is another optimizer."""
    arguments = "(lr=0.001, weight_decay=0.0, betas=(0.9, 0.999))"
    other = DEFAULTS | {"optimizer": parse(f"AdamW{arguments}")}
    judged = judge(probed(other))
    assert judged.outcome is Outcome.WRONG_VALUE
    assert judged.detail == f"optimizer is AdamW{arguments}, expected Adam{arguments}"


def test_a_missing_setting_is_told() -> None:
    """A record that lacks a setting is wrong, and the sentence says which."""
    judged = compare({}, {"seed": parse("1")}, set())
    assert judged.detail == "seed is missing, expected 1"
    assert compare({"x": parse("1")}, {}, set()).detail == "x arrived unasked"


values = st.sampled_from(["1", "1.0", "True", "'1'", "None", "[1]", "(1,)", "0.001"])


@given(values, values)
def test_right_means_equal_in_value_and_type(asked: str, arrived: str) -> None:
    """A task is right exactly if what arrived is what was asked, type included."""
    judged = judge(probed(record(n_epochs=arrived)), n_epochs=asked)
    assert (judged.outcome is Outcome.RIGHT) is (asked == arrived)


def test_a_failure_needs_a_message() -> None:
    """An exit code without a word is broken; with a word, on either output, it is a refusal."""
    assert broken(finished(1)) == "exit 1 without any message"
    assert broken(finished(1, stderr="no")) is None
    assert broken(finished(1, stdout="no")) is None
    assert broken(finished(1, stdout=" \n")) == "exit 1 without any message"


FIVE, SEVEN = {"n_epochs": parse("5")}, {"n_epochs": parse("7")}


@pytest.mark.parametrize(
    ("probe", "outcome", "detail"),
    [
        (
            probed(record(n_epochs="7"), record(n_epochs="5")),
            Outcome.RIGHT,
            "2 runs, each as asked",
        ),
        (
            probed(record(n_epochs="5.0"), record(n_epochs="7")),
            Outcome.TYPE_CHANGED,
            "n_epochs is 5.0, expected 5",
        ),
        (probed(record(n_epochs="5")), Outcome.WRONG_VALUE, "trained 1 times, not 2"),
        # An effect is met by one record: a run that came twice does not stand for another.
        (
            probed(record(n_epochs="5"), record(n_epochs="5")),
            Outcome.WRONG_VALUE,
            "one run too many: n_epochs is 5, expected 7",
        ),
        (
            probed(*(record(n_epochs=text) for text in ("5", "7", "5"))),
            Outcome.WRONG_VALUE,
            "one run too many: nobody asked for it",
        ),
        (
            probed(record(n_epochs="9")),
            Outcome.WRONG_VALUE,
            "one run too many: n_epochs is 9, expected 5",
        ),
        (probed(code=2), Outcome.REJECTED, "refused: exit 2"),
        (
            probed(record(n_epochs="5"), code=1),
            Outcome.LATE,
            "reached the core, then exit 1",
        ),
    ],
)
def test_several_runs_are_each_asked_for_once(
    probe: Probe, outcome: Outcome, detail: str
) -> None:
    """In any order, and each effect by a record of its own."""
    judged = judge_requests(probe, [FIVE, SEVEN], DEFAULTS)
    assert (judged.outcome, judged.detail) == (outcome, detail)


def test_a_run_goes_to_the_effect_that_it_meets_best() -> None:
    """A run that fits one effect exactly leaves the other to the run that fits it less well."""
    effects = [FIVE, {"n_epochs": parse("5.0")}]
    arrived = (record(n_epochs="5.0"), record(n_epochs="5"))
    judged = judge_requests(probed(*arrived), effects, DEFAULTS)
    assert judged.outcome is Outcome.RIGHT


CANDIDATE = Comparison(
    Outcome.WRONG_VALUE, "n_epochs is '5', expected 5", candidate=True
)


@pytest.mark.parametrize(
    ("arrived", "expected", "outcome", "detail"),
    [
        ("a", "a", Outcome.TYPE_CHANGED, "; same weights"),
        ("a", "b", Outcome.WRONG_VALUE, "; other weights"),
        (None, "b", Outcome.LATE, "; training fails: no"),
        ("a", None, Outcome.WRONG_VALUE, ""),
        (None, None, Outcome.LATE, "; training fails: no"),
    ],
)
def test_real_training_decides_a_candidate(
    arrived: str | None, expected: str | None, outcome: Outcome, detail: str
) -> None:
    """Failing is late, equal weights are another type, other weights stay another value."""
    judged = by_training(CANDIDATE, arrived, expected, "no")
    assert judged.outcome is outcome
    assert judged.detail == CANDIDATE.detail + detail
    # Who refuses then is the core; who had let it pass, the row.
    assert judged.by is (Party.CORE if outcome is Outcome.LATE else None)


def test_equal_weights_do_not_excuse_another_value() -> None:
    """A schedule that was forgotten leaves no trace in one epoch, and is wrong all the same."""
    forgotten = Comparison(
        Outcome.WRONG_VALUE,
        "scheduler.t_max is 10, expected 5",
        candidate=True,
        same_weights_excuse=False,
    )
    judged = by_training(forgotten, "a", "a", "")
    assert judged.outcome is Outcome.WRONG_VALUE
    assert judged.detail.endswith("; the same weights")
    assert by_training(forgotten, None, "a", "").outcome is Outcome.LATE


def test_a_mistake_that_trains_stays_accepted() -> None:
    """Nothing can be asked for: training tells only whether it is refused late."""
    accepted = judge_mistake(probed(DEFAULTS), saved=False)
    assert accepted.candidate
    assert by_training(accepted, "a", None, "").outcome is Outcome.ACCEPTED
    assert by_training(accepted, None, None, "no").outcome is Outcome.LATE
