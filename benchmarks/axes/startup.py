"""Start-up: what a configuration library costs until the training core has its settings.

From just before the spawn to the first statement of ``train()``, with the config saved: parsing,
composing and wiring are inside; torch, data and teardown are outside, for all alike.

Every round starts every contestant once over, in a shuffled order: the *control* (the same settings
as literals), the rows, and the *twins*, byte copies of a light and of a heavy row.  What a twin
differs from its original is the noise floor of the run.
"""

import importlib.util
import itertools
import pkgutil
import random
import shutil
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import paired, runs
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome
from benchmarks.paths import CONTROL
from benchmarks.process import Finished, Limits, run
from benchmarks.registry import Adapter, find

CONTROL_NAME = "control"
TWIN = "+twin"
#: Rows that are copied to know what a program differs from itself: a light one and a heavy one.
TWINNED = ("argparse", "hydra")

LIMITS = Limits(seconds=30)


@dataclass(frozen=True)
class Plan:
    """How much is measured: ``rounds`` of the best of ``starts``, after ``warm_ups`` of each."""

    rounds: int = 20
    starts: int = 3
    warm_ups: int = 2
    seed: int = 20240229


FULL = Plan()
FAST = Plan(rounds=10, starts=2)


@dataclass(frozen=True)
class Start:
    """One start: seconds of wall time and CPU time to the stamp, or why there is none."""

    wall: float = 0.0
    cpu: float = 0.0
    torch: bool = False
    fault: str | None = None


@dataclass
class Samples:
    """What was measured of one contestant, a value a round: the best of its starts, in seconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    torch: bool = False
    fault: str | None = None


Pair = tuple[str, str]

#: Starts one contestant; replaced in tests by one with stated times.
Starter = Callable[[str], Start]


def measure(
    names: Sequence[str], start: Starter, plan: Plan, tick: Callable[[int], None]
) -> dict[str, Samples]:
    """Start every contestant in every round; return the samples by name.

    A contestant whose start fails keeps its name and its fault and is not started again; nothing
    is ever repeated because of its result.  ``tick`` is told the number of starts done.
    """
    order = random.Random(plan.seed)  # noqa: S311  a shuffle, not a secret
    samples = {name: Samples() for name in names}
    for round_number in range(-1, plan.rounds):
        warm_up = round_number < 0
        count = plan.warm_ups if warm_up else plan.starts
        lineup = list(names)
        order.shuffle(lineup)
        for name in lineup:
            kept = samples[name]
            starts: list[Start] = []
            while len(starts) < count and kept.fault is None:
                starts.append(start(name))
                tick(1)
                kept.fault = starts[-1].fault
                kept.torch |= starts[-1].torch
            if kept.fault is None and not warm_up:
                kept.wall.append(min(each.wall for each in starts))
                kept.cpu.append(min(each.cpu for each in starts))
    return samples


def judge_start(
    finished: Finished, stamps: Sequence[Mapping[str, Any]], *, saved: bool
) -> Start:
    """Judge one start: exactly one stamp, inside the run, exit 0, the config saved; pure."""
    if finished.exceeded or finished.exit != 0:
        return Start(fault=f"{finished.ended}: {runs.last_line(finished.stderr)}")
    if len(stamps) != 1:
        return Start(fault=f"{len(stamps)} stamps instead of one")
    wall = float(stamps[0].get("monotonic", 0)) - finished.started
    cpu = float(stamps[0].get("cpu", 0))
    # The clocks of a process and of its reaping tick differently: allow a jiffy.
    if not 0 < wall <= finished.seconds or not 0 < cpu <= finished.cpu + 0.01:
        return Start(fault="a stamp from outside the run")
    if not saved:
        return Start(fault="reported ready before the config was saved")
    return Start(wall, cpu, torch=bool(stamps[0].get("torch")))


def twinned(adapters: Sequence[Adapter]) -> list[str]:
    """Return the names of the rows that get a twin: a light and a heavy one, or else the last."""
    names = [adapter.name for adapter in adapters]
    return [name for name in names if name in TWINNED] or names[-1:]


class Contestants:
    """The programs that are started, by name, with their workplaces."""

    def __init__(self, adapters: Sequence[Adapter], folder: Path) -> None:
        refuse_plugins()
        self._programs: dict[str, Path] = {CONTROL_NAME: CONTROL}
        self._saved: dict[str, str | None] = {CONTROL_NAME: None}
        self.twins: dict[str, str] = {}
        for adapter in adapters:
            self._add(adapter.name, adapter.program, adapter)
        by_name = {adapter.name: adapter for adapter in adapters}
        for original in twinned(adapters):
            adapter, name = by_name[original], original + TWIN
            self._add(name, _copy(adapter, folder), adapter)
            self.twins[name] = adapter.name

    def _add(self, name: str, program: Path, adapter: Adapter) -> None:
        if name in self._programs:
            raise BenchError(f"two contestants are called {name!r}; rename a folder")
        self._programs[name] = program
        self._saved[name] = adapter.dialect().saved

    @property
    def names(self) -> list[str]:
        """The names of all contestants."""
        return list(self._programs)

    def start(self, name: str) -> Start:
        """Start one contestant once."""
        with runs.workplace() as place:
            file = place.base / "clock.jsonl"
            finished = run(
                ["python", str(self._programs[name])],
                cwd=place.work,
                home=place.home,
                probe=f"clock:{file}",
                limits=LIMITS,
            )
            stamps = runs.read_lines(file)
            pattern = self._saved[name]
            saved = pattern is None or any(place.work.glob(pattern))
        return judge_start(finished, stamps, saved=saved)


def _copy(adapter: Adapter, folder: Path) -> Path:
    """Copy an adapter with its configs, in their relative places; return the program."""
    target = folder / "adapters" / adapter.name
    shutil.copytree(adapter.folder, target)
    if adapter.configs:
        shutil.copytree(adapter.configs, folder / "configs" / adapter.name)
    return target / adapter.program.name


def refuse_plugins() -> None:
    """Refuse to publish start-up times where plugins of Hydra slow it without being used.

    Raises
    ------
    BenchError
        Naming the plugins.
    """
    spec = importlib.util.find_spec("hydra_plugins")
    if spec is None or spec.submodule_search_locations is None:
        return
    found = [
        module.name for module in pkgutil.iter_modules(spec.submodule_search_locations)
    ]
    if found:
        raise BenchError(
            f"start-up is not measured here: hydra_plugins holds {', '.join(sorted(found))}, "
            "which Hydra imports at every start; uninstall them or use a fresh environment"
        )


def measure_all(
    adapters: Sequence[Adapter], plan: Plan, tick: Callable[[int], None]
) -> dict[str, dict[str, Any]]:
    """Measure all ``adapters`` in one run; return the cells ``default`` by contestant."""
    with tempfile.TemporaryDirectory(prefix="configbench-twins-") as name:
        contestants = Contestants(adapters, Path(name).resolve())
        samples = measure(contestants.names, contestants.start, plan, tick)
    return cells(samples, contestants.twins, plan)


def starts_planned(adapters: Sequence[Adapter], plan: Plan) -> int:
    """Return how many starts a measurement takes, for a progress bar."""
    contestants = 1 + len(adapters) + len(twinned(adapters))
    return contestants * (plan.warm_ups + plan.rounds * plan.starts)


def cells(
    samples: Mapping[str, Samples], twins: Mapping[str, str], plan: Plan
) -> dict[str, dict[str, Any]]:
    """Turn samples into cells: difference to the control, interval, ties; pure.

    Parameters
    ----------
    samples
        By contestant; the control among them.
    twins
        The original of each twin.
    plan
        The plan that was followed.

    Raises
    ------
    BenchError
        If the control has no samples: nothing can be compared.
    """
    control = samples[CONTROL_NAME]
    if control.fault:
        raise BenchError(f"the control could not be timed: {control.fault}")
    sound = {name: each for name, each in samples.items() if each.fault is None}
    above = {
        name: paired.difference(each.wall, control.wall)
        for name, each in sound.items()
        if name != CONTROL_NAME
    }
    floors = {
        twin: paired.difference(samples[twin].wall, samples[original].wall)
        for twin, original in twins.items()
        if twin in sound and original in sound
    }
    pairs = comparisons(list(sound), twins, plan.rounds)
    ties = _ties(sound, above, floors, pairs)
    found: dict[str, dict[str, Any]] = {}
    for name, each in samples.items():
        cell: dict[str, Any] = {
            "outcome": str(Outcome.BROKEN if each.fault else Outcome.RIGHT),
            "by": "library",
            "reproduce": f"python -m benchmarks reproduce startup/{name}/default"
            if name in above and name not in twins
            else "pytest --benchmark --axis startup",
            "plan": {"rounds": plan.rounds, "starts": plan.starts, "seed": plan.seed},
            "samples": {"wall": each.wall, "cpu": each.cpu},
            "torch": each.torch,
            "compared": sorted(
                {*itertools.chain(*(p for p in pairs if name in p))} - {name}
            ),
        }
        if each.fault:
            cell |= {"detail": each.fault, "cause": "unexplained"}
        else:
            cell["median"] = statistics.median(each.wall)
        if name in above:
            cpu = paired.difference(each.cpu, control.cpu)
            cell["wall"] = _interval(above[name])
            cell["cpu"] = _interval(cpu)
            cell["ties"] = ties[name]
        if name in twins:
            cell["twin_of"] = twins[name]
        if name in floors:
            cell["floor"] = _interval(floors[name])
        found[name] = cell
    return found


def _interval(measured: paired.Difference) -> dict[str, float]:
    return {"median": measured.median, "low": measured.low, "high": measured.high}


def comparisons(
    names: Sequence[str], twins: Mapping[str, str], rounds: int
) -> list[Pair]:
    """Return the pairs that are compared: all of them, where the rounds can tell so many apart.

    Else those with the control, and those of a twin with its original.
    """
    pairs = list(itertools.combinations(names, 2))
    if paired.smallest_p(rounds) * len(pairs) < paired.ALPHA:
        return pairs
    return [
        (one, other)
        for one, other in pairs
        if CONTROL_NAME in {one, other}
        or twins.get(other) == one
        or twins.get(one) == other
    ]


def _ties(
    sound: Mapping[str, Samples],
    above: Mapping[str, paired.Difference],
    floors: Mapping[str, paired.Difference],
    pairs: Sequence[Pair],
) -> dict[str, list[str]]:
    """Return, for each contestant, the compared ones that it cannot be told apart from."""
    adjusted = paired.holm(
        {f"{a} {b}": paired.p_value(sound[a].wall, sound[b].wall) for a, b in pairs}
    )
    ties: dict[str, list[str]] = {name: [] for name in sound}
    for one, other in pairs:
        measured = paired.difference(sound[one].wall, sound[other].wall)
        floor = _floor(one, other, above, floors)
        if not paired.differs(adjusted[f"{one} {other}"], measured, floor):
            ties[one].append(other)
            ties[other].append(one)
    return ties


def _floor(
    one: str,
    other: str,
    above: Mapping[str, paired.Difference],
    floors: Mapping[str, paired.Difference],
) -> float:
    """Return the half-width of the twin that weighs most like the heavier of two contestants."""
    if not floors:
        return 0.0
    weight = max(above[name].median if name in above else 0.0 for name in (one, other))
    nearest = min(floors, key=lambda twin: abs(above[twin].median - weight))
    return floors[nearest].half_width


def reproduce(name: str, plan: Plan, tick: Callable[[int], None]) -> dict[str, Any]:
    """Measure one adapter afresh beside the control and its own twin; return its cell."""
    adapter = find(name)
    return measure_all([adapter], plan, tick)[adapter.name]
