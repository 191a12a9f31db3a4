"""The start-up axis on stated times: order, ties, faults; no test waits for a clock."""

import copy
import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from benchmarks.axes import startup
from benchmarks.axes.startup import (
    CASES,
    CONTROL_NAME,
    Plan,
    Samples,
    Start,
    cells,
    comparisons,
    judge_start,
    measure,
)
from benchmarks.axes.startup.cases import Judged
from benchmarks.axes.startup.programs import Seen, judge

from benchmarks import paired
from benchmarks.errors import BenchError
from benchmarks.process import Finished

PLAN = Plan(rounds=20, starts=3, warm_ups=2, seed=1)
TWINS = {"light+twin": "light", "heavy+twin": "heavy"}
NAMES = [CONTROL_NAME, "light", "slower", "heavy", *TWINS]


def machine(seconds: dict[str, float], noise: float = 0.0005) -> Callable[[str], Start]:
    """Return a starter with stated times, some noise and a drift common to all."""
    generator = random.Random(3)
    clock = [0.0]

    def start(name: str) -> Start:
        clock[0] += 1
        drift = 0.02 * (clock[0] / 400)
        wall = seconds[name] + drift + generator.uniform(0, noise)
        return Start(wall, wall)

    return start


SECONDS = {
    CONTROL_NAME: 0.020,
    "light": 0.030,
    "light+twin": 0.030,
    "slower": 0.033,
    "heavy": 0.300,
    "heavy+twin": 0.300,
}


def nothing(count: int) -> None:
    """Ignore progress."""


def test_known_differences_are_found_and_twins_are_tied() -> None:
    """+3 ms is told apart, a twin is tied with its original, the estimates are right."""
    found = cells(measure(NAMES, machine(SECONDS), PLAN, nothing), TWINS, PLAN)
    assert found["light"]["ties"] == ["light+twin"]
    assert found["heavy"]["ties"] == ["heavy+twin"]
    assert found["slower"]["ties"] == []
    assert found["slower"]["wall"]["median"] == pytest.approx(0.013, abs=0.001)
    assert found["heavy"]["wall"]["low"] <= 0.28 <= found["heavy"]["wall"]["high"]


def test_a_difference_below_the_noise_is_a_tie() -> None:
    """Two rows that differ by less than the noise floor are tied, both ways."""
    seconds = SECONDS | {"slower": 0.0301}
    found = cells(measure(NAMES, machine(seconds, 0.01), PLAN, nothing), TWINS, PLAN)
    assert "slower" in found["light"]["ties"]
    assert "light" in found["slower"]["ties"]


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


def test_a_contestant_that_fails_keeps_its_row_and_is_not_retried() -> None:
    """A fault ends the starts of one contestant only, and is told in its cell."""
    count = {"bad": 0}

    def start(name: str) -> Start:
        if name != "bad":
            return machine(SECONDS)("light")
        count["bad"] += 1
        return Start(fault="exit 1: no") if count["bad"] == 5 else Start(0.1, 0.1)

    plan = Plan(rounds=5, starts=2, warm_ups=1, seed=1)
    samples = measure([CONTROL_NAME, "bad", "light"], start, plan, nothing)
    found = cells(samples, {}, plan)
    assert count["bad"] == 5
    assert (found["bad"]["outcome"], found["bad"]["detail"]) == ("broken", "exit 1: no")
    assert "wall" not in found["bad"]
    assert found["light"]["outcome"] == "right"


def test_without_a_control_nothing_is_published() -> None:
    """A control that cannot be timed ends the axis in one sentence."""
    samples = measure([CONTROL_NAME, "a"], lambda _: Start(fault="no"), PLAN, nothing)
    with pytest.raises(BenchError, match="control could not be timed"):
        cells(samples, {}, PLAN)


def finished(code: int = 0) -> Finished:
    """Return a run of 0.2 s that began at 100 s."""
    return Finished(("x",), code, None, "", "said so", 100.0, 0.2, 0.15)


STAMP = {"monotonic": 100.1, "cpu": 0.09, "torch": False}


@pytest.mark.parametrize(
    ("stamps", "code", "saved", "fault"),
    [
        ([STAMP], 0, True, None),
        ([], 0, True, "0 stamps"),
        ([STAMP, STAMP], 0, True, "2 stamps"),
        ([STAMP], 1, True, "exit 1: said so"),
        ([STAMP], 0, False, "before the config was saved"),
        ([STAMP | {"monotonic": 99.0}], 0, True, "outside the run"),
        ([STAMP | {"monotonic": 100.5}], 0, True, "outside the run"),
        ([STAMP | {"cpu": 9.0}], 0, True, "outside the run"),
        ([{}], 0, True, "outside the run"),
    ],
)
def test_a_time_needs_one_true_stamp(
    stamps: list[dict[str, float]], code: int, saved: bool, fault: str | None
) -> None:
    """Exactly one stamp from inside the run, exit 0 and a saved config, or no time."""
    start = judge_start(finished(code), stamps, saved=saved)
    if fault is None:
        assert start.wall == pytest.approx(0.1)
        assert start.cpu == pytest.approx(0.09)
    else:
        assert fault in (start.fault or "")


def test_few_rounds_compare_with_the_control_only() -> None:
    """Where so few rounds could never tell all pairs apart, only the control is compared with."""
    names = [CONTROL_NAME, *(f"row{n}" for n in range(12)), "row0+twin"]
    few = startup.comparisons(names, {"row0+twin": "row0"}, rounds=10)
    assert len(few) == 13 + 1
    assert ("row0", "row0+twin") in few
    assert len(startup.comparisons(names, {}, rounds=20)) == 14 * 13 // 2


def test_the_progress_is_told_as_planned() -> None:
    """The number of starts told beforehand is the number of starts made."""
    from benchmarks.registry import find_all  # noqa: PLC0415  needs the adapters

    adapters = find_all(["argparse", "hydra"])
    ticks: list[int] = []
    measure(NAMES[:3] + list(TWINS), machine(SECONDS), PLAN, ticks.append)
    assert sum(ticks) == startup.starts_planned(adapters, PLAN)


def test_plugins_of_hydra_are_refused(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times are not published where unused plugins slow Hydra; the sentence names them."""
    folder = tmp_path / "hydra_plugins" / "slow_launcher"  # type: ignore[operator]
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    startup.refuse_plugins()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(BenchError, match="slow_launcher"):
        startup.refuse_plugins()


def test_rounds_that_were_kept_are_gone_on_with() -> None:
    """After an interruption the next round follows, in the order that it would have had."""
    plan = Plan(rounds=6, starts=2, warm_ups=1, seed=5)
    started: list[str] = []
    kept: list[dict[str, Samples]] = []

    def start(name: str) -> Start:
        started.append(name)
        return Start(float(len(started)), 0.1)

    def keep(samples: Mapping[str, Samples]) -> None:
        kept.append({name: copy.deepcopy(each) for name, each in samples.items()})

    whole = measure(["a", "b", "c"], start, plan, nothing, keep=keep)
    assert [len(each["a"].wall) for each in kept] == [1, 2, 3, 4, 5, 6]
    undisturbed, started[:] = list(started), []
    ticks: list[int] = []
    again = measure(["a", "b", "c"], start, plan, ticks.append, before=kept[3])
    # warm-ups once more, then rounds five and six
    assert started == undisturbed[:3] + undisturbed[3 + 4 * 6 :]
    assert {name: each.wall[:4] for name, each in again.items()} == {
        name: each.wall[:4] for name, each in whole.items()
    }
    assert [len(each.starts) for each in again.values()] == [6, 6, 6]
    assert sum(ticks) == plan.count(3)
    started.clear()
    assert measure(["a", "b", "c"], start, plan, nothing, before=whole) == whole
    assert started == []


def test_a_fault_stays_when_rounds_are_gone_on_with() -> None:
    """A contestant that failed before the interruption is not tried again after it."""
    before = {"bad": Samples(fault="exit 1: no"), "good": Samples([1.0], [1.0])}
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return Start(0.1, 0.1)

    plan = Plan(rounds=3, starts=1, warm_ups=1)
    found = measure(["bad", "good"], start, plan, nothing, before=before)
    assert set(started) == {"good"}
    assert found["bad"].fault == "exit 1: no"


def test_memory_is_of_the_warm_up_starts() -> None:
    """Warm-up starts look at the peak; their times, which that spoils, are not stored."""
    plan = Plan(rounds=2, starts=1, warm_ups=2)
    found = measure(
        ["a"],
        lambda _: Start(1.0, 1.0),
        plan,
        nothing,
        warm_up=lambda _: Start(9.0, 9.0, memory=12.5),
    )
    assert found["a"].memory == [12.5, 12.5]
    assert found["a"].wall == [1.0, 1.0]
    cell = cells({CONTROL_NAME: found["a"]}, {}, plan)[CONTROL_NAME]
    assert cell["memory"]["median"] == 12.5


def seen(**facts: Any) -> Seen:
    """Return the facts of a start that ended with exit 0 and one stamp, changed as stated."""
    given: dict[str, Any] = {"finished": finished(), "stamps": [STAMP]}
    return Seen(**given | facts)


MARKS = {"before": (100.01, 0.01), "after": (100.05, 0.04), "ready": (100.06, 0.05)}


@pytest.mark.parametrize(
    ("judged", "facts", "expected"),
    [
        ("stamp", {}, 0.1),
        ("whole", {}, 0.2),
        ("whole", {"stamps": []}, "0 stamps"),
        ("help", {"stamps": []}, 0.2),
        ("help", {}, "reached the core"),
        ("help", {"stamps": [], "finished": finished(2)}, "exit 2"),
        ("mistake", {"stamps": [], "finished": finished(2)}, 0.2),
        ("mistake", {"finished": finished(2)}, "reached the core"),
        ("mistake", {"stamps": []}, "exit 0 for a mistake"),
        ("mistake", {"stamps": [], "finished": finished(-11)}, "SIGSEGV"),
        ("after", {"marks": MARKS}, 0.04),
        ("after", {}, "was not imported before"),
        ("after", {"marks": {"ready": (99.0, 0.01)}}, "outside the run"),
        ("import", {"marks": MARKS, "stamps": []}, 0.04),
        ("import", {"stamps": []}, "exit 0"),
    ],
)
def test_each_kind_of_start_has_its_own_end(
    judged: Judged, facts: dict[str, Any], expected: float | str
) -> None:
    """A time ends at the stamp or at the reaping; what did something else has none."""
    start = judge(judged, seen(**facts))
    if isinstance(expected, str):
        assert expected in (start.fault or "")
    else:
        assert start.fault is None
        assert start.wall == pytest.approx(expected)


def test_few_rounds_tell_the_range_and_claim_nothing() -> None:
    """Three rounds give the lowest and the highest, and no word about ties."""
    plan = Plan(rounds=3, starts=1, warm_ups=0)
    samples = {
        CONTROL_NAME: Samples([1.0] * 3, [1.0] * 3, starts=[[1.0]] * 3),
        "a": Samples([1.5, 1.1, 1.2], [1.0] * 3, starts=[[1.5], [1.1], [1.2]]),
    }
    cell = cells(samples, {}, plan, case="with_torch")["a"]
    assert cell["wall"] == pytest.approx({"median": 0.2, "low": 0.1, "high": 0.5})
    assert (cell["range"], cell["compared"], cell["ties"]) == (True, [], [])


@pytest.mark.parametrize("case", [name for name in CASES if name != "with_torch"])
def test_the_rounds_suffice_for_what_is_claimed(case: str) -> None:
    """With twice the rows of today every case can still tell a row from the control."""
    plan = CASES[case].full
    rows = [f"row{n}" for n in range(24)]
    assert comparisons([CONTROL_NAME, *rows], {}, plan.rounds) != []


def test_the_noise_of_the_twins_holds_for_the_cases_without() -> None:
    """A difference below the noise floor of the same run is a tie in any case."""
    quick = {CONTROL_NAME: 0.020, "a": 0.022}
    plan = Plan(rounds=10, starts=1, warm_ups=0)
    samples = measure(list(quick), machine(quick, 0.0001), plan, nothing)
    assert cells(samples, {}, plan)["a"]["ties"] == []
    floors = {"a+twin": (0.002, paired.Difference(0.0, -0.005, 0.005))}
    assert cells(samples, {}, plan, floors=floors)["a"]["ties"] == [CONTROL_NAME]
