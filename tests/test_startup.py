"""The start-up axis on stated times: order, ties, faults; no test waits for a clock."""

import random
from collections.abc import Callable

import pytest

from benchmarks.axes import startup
from benchmarks.axes.startup import (
    CONTROL_NAME,
    Plan,
    Start,
    cells,
    judge_start,
    measure,
)
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
