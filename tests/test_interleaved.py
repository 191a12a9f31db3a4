"""Programs in turn, on stated times: order, best starts, faults, rounds; nobody waits."""

import copy
import itertools
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.category import Order
from benchmarks.errors import ProgramError, RowError
from benchmarks.interleaved import Rounds, judgement, measure, told
from benchmarks.outcomes import Outcome, Trouble
from benchmarks.registry import find_all
from configbench.errors import UnmeasuredError, UserError
from configbench.timing import paired
from configbench.timing import rounds as rounds_
from configbench.timing.rounds import Company, Plan, Samples, Start


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
    lineups = [started[3 + at : 9 + at] for at in range(0, 24, 6)]
    assert all(sorted(lineup) == [*"aabbcc"] for lineup in lineups)
    assert len({tuple(lineup) for lineup in lineups}) > 1
    again, started = started, []
    measure(["a", "b", "c"], start, plan, nothing)
    assert started == again


def test_the_baseline_is_started_more_often_and_apart() -> None:
    """What disturbs one of its starts is in no ratio; the others have one start a round."""
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        disturbed = name == "base" and started.count("base") % 3 == 1
        return Start(9.0 if disturbed else 1.0, 1.0)

    plan = Plan(rounds=20, seed=3, baseline=3)
    names = ["base", "a", "b"]
    done: list[int] = []
    found = measure(names, start, plan, done.append, company=Company("base"))
    assert found["base"].wall == [1.0] * 20
    assert found["base"].starts == [[9.0, 1.0, 1.0]] * 20
    assert [len(each) for each in found["a"].starts] == [1] * 20
    assert sum(done) == len(started) == plan.count(3) == 100
    rounds = [started[at : at + 5] for at in range(0, 100, 5)]
    assert sum(each[:3] == ["base"] * 3 for each in rounds) < 10


def test_the_median_of_the_starts_is_kept_and_warm_ups_are_not() -> None:
    """One value a round."""
    times = iter([9.0, 9.0, 3.0, 1.0, 2.0, 5.0, 6.0, 4.0])
    plan = Plan(rounds=2, starts=3, warm_ups=2, seed=1)
    found = measure(["a"], lambda _: Start(next(times), 0.1), plan, nothing)
    assert found["a"].wall == [2.0, 5.0]


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
    judged = judgement(found["bad"], {})
    assert (judged.outcome, judged.detail) == (Outcome.BROKEN, "exit 1: no")
    assert len(found["good"].wall) == 5
    assert judgement(found["good"], {}).outcome is Outcome.RIGHT


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
    judged = judgement(found["bad"], {"samples": []})
    assert judged.outcome is outcome
    assert judged.facts.get("trouble") == trouble
    assert str(error.args[0]) in judged.detail
    assert [len(found[name].wall) for name in ("a", "b")] == [3, 3]


def test_what_the_user_typed_is_no_fault_of_a_row() -> None:
    """A sentence for the user ends the measuring."""

    def start(name: str) -> Start:
        raise UserError(name)

    with pytest.raises(UserError):
        measure(["a"], start, Plan(1), nothing)


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
    assert judgement(found["late"], {}).outcome is Outcome.UNMEASURED


#: Rounds end for a contestant whose ratio is known to a tenth, or whose starts took three seconds.
ENDING = Plan(rounds=30, least=7, width=0.1, seconds=3.0, seed=3)


def times(**stated: list[float]) -> Callable[[str], Start]:
    """Return a starter with stated times for each contestant, over and over."""
    turn = {name: itertools.cycle(values) for name, values in stated.items()}

    def start(name: str) -> Start:
        wall = next(turn[name])
        return Start(wall, wall)

    return start


def test_whoever_is_known_well_enough_leaves_and_the_baseline_stays() -> None:
    """Narrow: after the least rounds; wide: at the end; dear: when its seconds are spent."""
    start = times(
        base=[0.010], narrow=[0.020, 0.021], wide=[0.010, 0.030], dear=[0.2, 0.4]
    )
    ticks: list[int] = []
    names = ["base", "narrow", "wide", "dear"]
    found = measure(names, start, ENDING, ticks.append, company=Company("base"))
    rounds = {name: len(own.wall) for name, own in found.items()}
    assert rounds == {"base": 30, "narrow": 7, "wide": 30, "dear": 10}
    assert sum(ticks) == ENDING.count(4)


def test_the_baseline_leaves_with_the_last() -> None:
    """Nobody else is left, so that nothing is to be compared with."""
    start = times(base=[0.010], a=[0.020], b=[0.2, 0.4])
    found = measure(["base", "a", "b"], start, ENDING, nothing, company=Company("base"))
    assert [len(found[name].wall) for name in ("base", "a", "b")] == [10, 7, 10]


def test_twins_leave_together() -> None:
    """As long as one of them is not known well enough, both have the same rounds."""
    start = times(base=[0.01], one=[0.02], twin=[0.01, 0.03], other=[0.02])
    names = ["base", "one", "twin", "other"]
    company = Company("base", {"twin": "one"})
    found = measure(names, start, ENDING, nothing, company=company)
    assert [len(found[name].wall) for name in names] == [30, 30, 30, 7]


def test_who_leaves_is_decided_by_how_wide_and_not_by_where() -> None:
    """No effect and a large one, with the same noise, take as many rounds."""
    noise = [1.0, 1.12, 0.91, 1.3, 0.8, 1.05, 0.97]
    start = times(
        base=[0.010], same=[0.010 * x for x in noise], far=[0.030 * x for x in noise]
    )
    names = ["base", "same", "far"]
    plan = replace(ENDING, seconds=None)
    found = measure(names, start, plan, nothing, company=Company("base"))
    assert 7 < len(found["same"].wall) == len(found["far"].wall) <= 30


def test_few_rounds_are_no_interval_however_near_they_are() -> None:
    """Equal times leave when there are enough of them, not at once."""
    plan = replace(ENDING, least=2)
    found = measure(
        ["base", "a"],
        times(base=[1e-3], a=[1e-3]),
        plan,
        nothing,
        company=Company("base"),
    )
    assert len(found["a"].wall) == paired.FEWEST == 6


def test_without_a_baseline_seconds_alone_decide() -> None:
    """Each by itself: that is how scaling runs its programs."""
    plan = Plan(rounds=5, least=2, seconds=1.0)
    found = measure(["light", "heavy"], times(light=[0.1], heavy=[2.0]), plan, nothing)
    assert [len(found[name].wall) for name in ("light", "heavy")] == [5, 2]


def test_nobody_goes_on_without_the_baseline() -> None:
    """What has nothing to be compared with is not worth a start."""
    count = itertools.count()

    def start(name: str) -> Start:
        failing = name == "base" and next(count) == 3
        return Start(fault="exit 1: no") if failing else Start(0.1, 0.1)

    found = measure(["base", "a"], start, ENDING, nothing, company=Company("base"))
    assert found["base"].fault == "exit 1: no"
    assert len(found["a"].wall) <= 4


def test_what_is_gone_on_with_has_the_same_rounds(tmp_path: Path) -> None:
    """Interrupted in any round, everybody has at last the samples of an undisturbed run."""
    names, company = ["base", "a", "b", "b+twin"], Company("base", {"b+twin": "b"})
    rows = find_all(["argparse"])

    def start(name: str) -> Start:
        """Return a time that follows from the name and from what was measured before."""
        number = len(current[name].wall) if name in current else 0
        spread = {"base": 0.01, "a": 0.15, "b": 0.4, "b+twin": 0.5}[name]
        wall = 0.1 * (1 + spread * random.Random(f"{name} {number}").random())
        return Start(wall, wall)

    plan = replace(ENDING, warm_ups=1, seconds=2.0)
    rounds = Rounds.take_up(tmp_path / "whole.json", rows, {})
    current = rounds.begin("x", names)
    whole = measure(
        names, start, plan, nothing, rounds=rounds, group="x", company=company
    )
    counts = {name: len(own.wall) for name, own in whole.items()}
    assert counts["a"] < counts["b"] == counts["b+twin"] == counts["base"] < plan.rounds
    for after in range(4, sum(counts.values()), 7):
        path = tmp_path / f"{after}.json"
        rounds = Rounds.take_up(path, rows, {})
        current = rounds.begin("x", names)
        with pytest.raises(Stopped):
            measure(
                names,
                start,
                plan,
                stop_after(after),
                rounds=rounds,
                group="x",
                company=company,
            )
        rounds = Rounds.take_up(path, rows, {})
        current = rounds.begin("x", names)
        found = measure(
            names, start, plan, nothing, rounds=rounds, group="x", company=company
        )
        assert {n: own.wall for n, own in found.items()} == {
            n: own.wall for n, own in whole.items()
        }


def test_rounds_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    """The sentence names the file."""
    rounds = Rounds(path=tmp_path / "no such folder" / "some.rounds.json")
    with pytest.raises(UserError, match=r"some\.rounds\.json' cannot be written"):
        measure(["a"], lambda _: Start(1.0, 1.0), Plan(1), nothing, rounds=rounds)


def test_the_load_is_noted_after_each_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the last minute, in hundredths, by group."""
    loads = iter([(0.126, 5.0, 9.0), (1.0, 5.0, 9.0)])
    monkeypatch.setattr(rounds_, "load", lambda: next(loads))
    rounds = Rounds()
    measure(["a"], lambda _: Start(1.0), Plan(2), nothing, rounds=rounds, group="g")
    assert rounds.loads == {"g": [0.13, 1.0]}


def test_who_joins_late_has_no_times() -> None:
    """Whoever was there goes on with what it has."""
    rounds = Rounds()
    assert rounds.begin("g", ["a"]) == {"a": Samples()}
    rounds.groups["g"]["a"].wall.append(1.0)
    late = Samples(fault="not ready in the first rounds", trouble=Trouble.HERE)
    assert rounds.begin("g", ["b", "a"]) == {"a": Samples([1.0]), "b": late}
    assert rounds.begin("h", ["a"]) == {"a": Samples()}


def test_cells_are_those_of_ordered_rows_where_a_case_was_ordered() -> None:
    """A whole measurement has all of them."""
    row, *_ = find_all()
    for cases, beside in ((None, True), (("a",), False)):
        order = Order((row,), cases)
        assert told(order, row.name)
        assert told(order, "beside it") is beside


def test_all_starts_are_told_though_everybody_leaves() -> None:
    """Those of the baseline, too, of which there are several a round."""
    plan = Plan(rounds=20, warm_ups=1, baseline=3, width=0.5)
    done: list[int] = []
    names = ["base", "a", "b"]
    found = measure(
        names, lambda _: Start(1.0), plan, done.append, company=Company("base")
    )
    assert [len(own.wall) for own in found.values()] == [paired.FEWEST] * 3
    assert sum(done) == plan.count(3)


def test_an_interval_as_wide_as_allowed_is_narrow_enough() -> None:
    """So that nobody stays for a ratio without any width."""
    same = Samples(wall=[1.0] * paired.FEWEST)
    assert Plan(9, width=0.0).content(same, same)
    assert not Plan(9, width=0.0).content(Samples(wall=same.wall[1:]), same)
    assert Plan(9, seconds=2.0).content(Samples([1.0], starts=[[1.0, 1.0]]), None)
    assert not Plan(9, seconds=2.1).content(Samples([1.0], starts=[[1.0, 1.0]]), None)


def test_of_a_round_medians_are_kept() -> None:
    """Of the whole only where what is timed begins later."""
    samples = Samples()
    samples.keep([Start(1.0, 10.0), Start(3.0, 30.0), Start(2.0, 20.0)])
    assert samples == Samples([2.0], [20.0], [[1.0, 3.0, 2.0]])
    whole = [Start(each, each, whole=each + 4) for each in (1.0, 5.0, 2.0)]
    samples.keep(whole)
    assert samples.whole == [6.0]
    assert (samples.wall, samples.cpu) == ([2.0, 2.0], [20.0, 2.0])


def test_the_ratio_of_a_part_is_that_of_the_whole_run() -> None:
    """In the rounds that both have; the rest of the run is the baseline's."""
    own, base = Samples([3.0] * 6), Samples([1.0] * 7, whole=[4.0] * 7)
    assert own.ratio(base).median == pytest.approx(1.5)
    assert own.ratio(Samples([1.0] * 7)).median == pytest.approx(3.0)
    wider = Samples([2.0, 2.0, 3.0, 3.0, 5.0, 5.0])
    found = wider.ratio(base)
    assert (found.low, found.high) == pytest.approx((1.25, 2.0))


def test_who_has_left_does_not_come_back_when_rounds_are_gone_on_with() -> None:
    """Neither for fewer rounds nor with a fault."""
    rounds = Rounds()
    rounds.groups["g"] = {
        "a": Samples([1.0, 1.0]),
        "left": Samples([1.0]),
        "bad": Samples([1.0, 1.0], fault="no"),
    }
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return Start(1.0)

    measure([*rounds.groups["g"]], start, Plan(4), nothing, rounds=rounds, group="g")
    assert started == ["a", "a"]
    stays = {
        "a": Samples([1.0] * 4),
        "left": Samples([1.0]),
        "bad": Samples(fault="no"),
    }
    assert rounds_._staying(stays, Plan(9), 4, None) == {"a"}
    assert rounds_._staying(stays, Plan(9), 4, Company("left")) == set()
    assert rounds_._staying(stays, Plan(9), 1, Company("a")) == set()
    assert rounds_._staying(stays, Plan(9, least=5), 4, Company("a")) == {"a"}
