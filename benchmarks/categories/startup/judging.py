"""From samples to cells: differences, intervals, ties; pure."""

import itertools
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import paired
from benchmarks.axes.startup.programs import CONTROL_NAME, IMPORT_NAME
from benchmarks.axes.startup.rounds import Plan, Samples
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome

Pair = tuple[str, str]
Cell = dict[str, Any]

#: For each twin what it weighs, and what it differs from its original.
Floors = Mapping[str, tuple[float, paired.Difference]]

#: The command that measures the axis, for what cannot be measured alone.
AXIS = "pytest --benchmark --axis startup"

#: Below this many rounds a bootstrap only repeats the few samples: the lowest and the highest
#: difference are told instead of an interval.
ROUNDS_OF_AN_INTERVAL = 6


def cells(
    samples: Mapping[str, Samples],
    twins: Mapping[str, str],
    plan: Plan,
    *,
    case: str = "default",
    floors: Floors | None = None,
) -> dict[str, Cell]:
    """Turn the samples of a case into cells: difference to the control, interval, ties.

    Parameters
    ----------
    samples
        By contestant; the control among them.
    twins
        The original of each twin.
    plan
        The plan that was followed.
    case
        Its name.
    floors
        What :func:`noise` gives, of the case with the twins in the same run, for one without.

    Raises
    ------
    BenchError
        If the control has no samples: nothing can be compared.
    """
    control = samples[CONTROL_NAME]
    if control.fault:
        raise BenchError(f"the control could not be timed: {control.fault}")
    sound = {name: each for name, each in samples.items() if each.fault is None}
    above = _above(sound)
    own = noise(samples, twins)
    pairs = comparisons([CONTROL_NAME, *above], twins, plan.rounds)
    ties = _ties(sound, above, floors or own, pairs)
    found: dict[str, Cell] = {}
    for name, each in samples.items():
        cell: Cell = {
            "outcome": str(Outcome.BROKEN if each.fault else Outcome.RIGHT),
            "by": "library",
            "reproduce": AXIS
            if name in {CONTROL_NAME, IMPORT_NAME, *twins}
            else reproducing(name, case),
            "plan": {"rounds": plan.rounds, "starts": plan.starts, "seed": plan.seed},
            "samples": {"wall": each.wall, "cpu": each.cpu, "starts": each.starts},
            "torch": each.torch,
            "compared": sorted(
                {*itertools.chain(*(p for p in pairs if name in p))} - {name}
            ),
        }
        if each.memory:
            cell["memory"] = {
                "median": statistics.median(each.memory),
                "samples": each.memory,
            }
        if each.fault:
            cell |= {"detail": each.fault, "cause": "unexplained"}
        else:
            cell["median"] = statistics.median(each.wall)
            # What stands beside the best of each round: the median of all starts.
            cell["raw"] = statistics.median(itertools.chain(*each.starts))
        if name in above:
            cell["wall"] = _interval(above[name])
            cell["cpu"] = _interval(_difference(each.cpu, control.cpu))
            cell["ties"] = ties[name]
            cell["range"] = len(each.wall) < ROUNDS_OF_AN_INTERVAL
        if name in twins:
            cell["twin_of"] = twins[name]
        if name in own:
            cell["floor"] = _interval(own[name][1])
        found[name] = cell
    return found


def reproducing(name: str, case: str) -> str:
    """Return the command that measures a row's cell afresh."""
    return f"python -m benchmarks reproduce startup/{name}/{case}"


def _above(sound: Mapping[str, Samples]) -> dict[str, paired.Difference]:
    control = sound[CONTROL_NAME]
    return {
        name: _difference(each.wall, control.wall)
        for name, each in sound.items()
        # The import of torch is no program with settings: it stands for itself.
        if name not in {CONTROL_NAME, IMPORT_NAME}
    }


def noise(samples: Mapping[str, Samples], twins: Mapping[str, str]) -> Floors:
    """Return the noise of a run: for each twin its weight and its difference.

    The weight is the median above the control, in seconds.
    """
    control = samples[CONTROL_NAME]
    return {
        twin: (
            _difference(samples[twin].wall, control.wall).median,
            _difference(samples[twin].wall, samples[original].wall),
        )
        for twin, original in twins.items()
        if twin in samples
        and not (samples[twin].fault or samples[original].fault or control.fault)
    }


def _difference(one: Sequence[float], other: Sequence[float]) -> paired.Difference:
    if len(one) < ROUNDS_OF_AN_INTERVAL:
        return paired.span(one, other)
    return paired.difference(one, other)


def _interval(measured: paired.Difference) -> dict[str, float]:
    return {"median": measured.median, "low": measured.low, "high": measured.high}


def comparisons(
    names: Sequence[str], twins: Mapping[str, str], rounds: int
) -> list[Pair]:
    """Return the pairs that are compared: all of them, where the rounds can tell so many apart.

    Else those with the control, and those of a twin with its original; none where the rounds are
    too few even for those.
    """
    pairs = list(itertools.combinations(names, 2))
    few = [
        (one, other)
        for one, other in pairs
        if CONTROL_NAME in {one, other}
        or twins.get(other) == one
        or twins.get(one) == other
    ]
    for wanted in (pairs, few):
        if paired.smallest_p(rounds) * len(wanted) < paired.ALPHA:
            return wanted
    return []


def _ties(
    sound: Mapping[str, Samples],
    above: Mapping[str, paired.Difference],
    floors: Floors,
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
    one: str, other: str, above: Mapping[str, paired.Difference], floors: Floors
) -> float:
    """Return the half-width of the twin that weighs most like the heavier of two contestants."""
    if not floors:
        return 0.0
    weight = max(above[name].median if name in above else 0.0 for name in (one, other))
    _, nearest = min(floors.values(), key=lambda twin: abs(twin[0] - weight))
    return nearest.half_width
