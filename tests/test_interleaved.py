"""Programs in turn, on stated times: order, best starts, faults, rounds; nobody waits."""

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.errors import ProgramError, RowError
from benchmarks.interleaved import Plan, Rounds, Samples, Start, measure
from benchmarks.outcomes import Outcome
from benchmarks.registry import find_all
from configbench.errors import UnmeasuredError, UserError


def nothing(count: int) -> None:
    """Ignore progress."""


def test_every_round_starts_everyone_in_a_shuffled_order() -> None:
    """Rounds interleave all contestants; the order is the seed's and differs between rounds."""
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return Start(0.1, 0.1)

    plan = Plan(rounds=4, starts=2, warm_ups=1, seed=7)
    measure(["a", "b", "c"], start, plan, nothing)
    lineups = [started[3 + at : 9 + at : 2] for at in range(0, 24, 6)]
    assert all(sorted(lineup) == ["a", "b", "c"] for lineup in lineups)
    assert len({tuple(lineup) for lineup in lineups}) > 1
    again, started = started, []
    measure(["a", "b", "c"], start, plan, nothing)
    assert started == again


def test_the_best_of_the_starts_is_kept_and_warm_ups_are_not() -> None:
    """One value a round: the least of its starts."""
    times = iter([9.0, 9.0, 3.0, 1.0, 2.0, 5.0, 6.0, 4.0])
    plan = Plan(rounds=2, starts=3, warm_ups=2, seed=1)
    found = measure(["a"], lambda _: Start(next(times), 0.1), plan, nothing)
    assert found["a"].wall == [1.0, 4.0]


def test_a_contestant_that_fails_is_not_started_again() -> None:
    """A fault ends the starts of one contestant only."""
    count = {"bad": 0}

    def start(name: str) -> Start:
        if name == "bad":
            count["bad"] += 1
            if count["bad"] == 5:
                return Start(fault="exit 1: no")
        return Start(0.1, 0.1)

    plan = Plan(rounds=5, starts=2, warm_ups=1, seed=1)
    found = measure(["bad", "good"], start, plan, nothing)
    assert count["bad"] == 5
    judged = found["bad"].judgement({})
    assert (judged.outcome, judged.detail) == (Outcome.BROKEN, "exit 1: no")
    assert len(found["good"].wall) == 5
    assert found["good"].judgement({}).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("error", "outcome", "trouble"),
    [
        (ProgramError("it did that"), Outcome.BROKEN, None),
        (RowError("scaling.py: no"), Outcome.UNMEASURED, "row"),
        (UnmeasuredError("the disk is full"), Outcome.UNMEASURED, "here"),
        (OSError("no space left"), Outcome.UNMEASURED, "here"),
        (KeyError("ours"), Outcome.UNMEASURED, "here"),
    ],
)
def test_whatever_happens_to_one_the_others_keep_their_times(
    error: Exception, outcome: Outcome, trouble: str | None
) -> None:
    """A program's doing is its fault; a row's file, the disk and we ourselves are told apart."""

    def start(name: str) -> Start:
        if name == "bad":
            raise error
        return Start(0.1, 0.1)

    found = measure(["a", "bad", "b"], start, Plan(3, 1, 1), nothing)
    judged = found["bad"].judgement({"samples": []})
    assert judged.outcome is outcome
    assert judged.facts.get("trouble") == trouble
    assert str(error.args[0]) in judged.detail
    assert [len(found[name].wall) for name in ("a", "b")] == [3, 3]


def test_what_the_user_typed_is_no_fault_of_a_row() -> None:
    """A sentence for the user ends the measuring."""

    def start(name: str) -> Start:
        raise UserError(name)

    with pytest.raises(UserError):
        measure(["a"], start, Plan(), nothing)


def test_warm_ups_may_look_closer() -> None:
    """Warm-up starts note what a look costs; their times, which that spoils, are not stored."""
    plan = Plan(rounds=2, starts=1, warm_ups=2)
    found = measure(
        ["a"],
        lambda _: Start(1.0, 1.0),
        plan,
        nothing,
        warm_up=lambda _: Start(9.0, 9.0, noted={"memory": 12.5}),
    )
    assert found["a"].noted == {"memory": [12.5, 12.5]}
    assert found["a"].wall == [1.0, 1.0]


class Stopped(BaseException):
    """An interruption."""


def stop_after(count: int) -> Callable[[int], None]:
    """Return a tick that interrupts the measurement after so many starts."""
    left = [count]

    def tick(done: int) -> None:
        left[0] -= done
        if left[0] <= 0:
            raise Stopped

    return tick


def test_an_interrupted_measurement_goes_on_with_the_next_round(tmp_path: Path) -> None:
    """The next round follows in the order that it would have had; nothing kept is lost."""
    plan = Plan(rounds=6, starts=2, warm_ups=1, seed=5)
    rows = find_all(["argparse"])
    path, names = tmp_path / "some.rounds.json", ["a", "b", "c"]
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return Start(float(len(started)), 0.1, noted={"torch": False}, spent=2.0)

    measure(names, start, plan, nothing)
    undisturbed, started[:] = list(started), []
    first = Rounds.take_up(path, rows, {"x": 1})
    stop = stop_after(3 + 4 * 6 + 2)
    with pytest.raises(Stopped):
        measure(names, start, plan, stop, rounds=first, group="x")
    kept = json.loads(path.read_text(encoding="utf-8"))["groups"]["x"]
    assert [len(kept[name]["wall"]) for name in names] == [4, 4, 4]

    started.clear()
    ticks: list[int] = []
    again = Rounds.take_up(path, rows, {"x": 1})
    assert (again.sittings, again.children) == (2, 2.0 * (3 + 4 * 6))
    found = measure(names, start, plan, ticks.append, rounds=again, group="x")
    # warm-ups once more, then rounds five and six
    assert started == undisturbed[:3] + undisturbed[3 + 4 * 6 :]
    for name, own in found.items():
        assert own.wall[:4] == kept[name]["wall"]
        assert len(own.starts) == len(own.wall) == 6
    assert sum(ticks) == plan.count(3)
    assert len(again.loads["x"]) == 6
    assert again.total() > again.seconds > 0
    started.clear()
    whole = copy.deepcopy(found)
    assert measure(names, start, plan, nothing, rounds=again, group="x") == whole
    assert started == []


def test_rounds_of_anything_else_are_not_taken_up(tmp_path: Path) -> None:
    """Other rows, another plan, half a file: the measurement begins afresh."""
    path, rows = tmp_path / "some.rounds.json", find_all(["argparse"])
    rounds = Rounds.take_up(path, rows, {"x": 1})
    rounds.begin("x", ["a"])
    rounds.keep("x")
    assert Rounds.take_up(path, rows, {"x": 1}).groups == {"x": {"a": Samples()}}
    assert Rounds.take_up(path, rows, {"x": 2}).groups == {}
    assert Rounds.take_up(path, find_all(["hydra"]), {"x": 1}).groups == {}
    left = json.loads(path.read_text(encoding="utf-8"))
    for text in ("half a fi", "[]", json.dumps(left | {"groups": {"x": {"a": 1}}})):
        path.write_text(text, encoding="utf-8")
        assert Rounds.take_up(path, rows, {"x": 1}).groups == {}


def test_a_fault_stays_when_rounds_are_gone_on_with() -> None:
    """Who failed before the interruption is not tried again; who joins after it has no time."""
    before = {"bad": Samples(fault="exit 1: no"), "good": Samples([1.0], [1.0])}
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return Start(0.1, 0.1)

    plan = Plan(rounds=3, starts=1, warm_ups=1)
    rounds = Rounds(groups={"x": before})
    names = ["bad", "good", "late"]
    found = measure(names, start, plan, nothing, rounds=rounds, group="x")
    assert set(started) == {"good"}
    assert found["bad"].fault == "exit 1: no"
    assert found["late"].judgement({}).outcome is Outcome.UNMEASURED


def test_rounds_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    """The sentence names the file."""
    rounds = Rounds(tmp_path / "no such folder" / "some.rounds.json")
    with pytest.raises(UserError, match=r"some\.rounds\.json: cannot be written"):
        measure(["a"], lambda _: Start(1.0, 1.0), Plan(), nothing, rounds=rounds)
