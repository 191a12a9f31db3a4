"""Start-up: what a configuration library costs until the training core has its settings.

From just before the spawn to the first statement of ``train()``, with the config saved: parsing,
composing and wiring are inside; torch, data and teardown are outside, for all alike.

Every round starts every contestant once over, in a shuffled order: the *control* (the same settings
as literals), the rows, and the *twins*, byte copies of a light and of a heavy row.  What a twin
differs from its original is the noise floor of the run.

``cases.py`` says what is started and how often, ``programs.py`` starts it, ``rounds.py`` holds the
order, ``kept.py`` what an interrupted run leaves, ``judging.py`` makes cells of samples, and
``where.py`` tells in extra runs where the time goes.
"""

import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.axes.startup import where
from benchmarks.axes.startup.cases import CASES, FAST, FULL
from benchmarks.axes.startup.judging import (
    AXIS,
    Floors,
    cells,
    comparisons,
    noise,
    reproducing,
)
from benchmarks.axes.startup.kept import NAME, Kept, load
from benchmarks.axes.startup.programs import (
    CONTROL_NAME,
    IMPORT_NAME,
    LIMITS,
    TWIN,
    Contestants,
    Refused,
    judge_start,
    refuse_plugins,
    twinned,
)
from benchmarks.axes.startup.rounds import Plan, Samples, Start, Starter, measure
from benchmarks.errors import BenchError, nearest
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter

__all__ = [
    "CASES",
    "CONTROL_NAME",
    "FAST",
    "FULL",
    "IMPORT_NAME",
    "LIMITS",
    "NAME",
    "TWIN",
    "WHERE",
    "Contestants",
    "Kept",
    "Plan",
    "Refused",
    "Samples",
    "Start",
    "Starter",
    "cells",
    "comparisons",
    "judge_start",
    "measure",
    "measure_all",
    "measure_case",
    "measure_one",
    "refuse_plugins",
    "starts_planned",
    "twinned",
    "work_planned",
]

#: The case of the facts that tell where the time goes; the control's cell on the run itself.
WHERE = "where"
RUN = "run"

Cell = dict[str, Any]
Tick = Callable[[int], None]


def starts_planned(adapters: Sequence[Adapter], plan: Plan) -> int:
    """Return how many starts of ``default`` a measurement takes, for a progress bar."""
    return plan.count(1 + len(adapters) + len(twinned(adapters)))


def work_planned(adapters: Sequence[Adapter], *, fast: bool) -> int:
    """Return what a whole measurement ticks: its starts, each by its weight."""
    work = 0
    for name, case in CASES.items():
        plan = case.plan(fast=fast)
        if plan is not None:
            beside = len(twinned(adapters)) if name == "default" else 0
            beside += case.row == "after"
            work += case.weight * plan.count(1 + len(adapters) + beside)
    return work + len(adapters)


def measure_all(
    adapters: Sequence[Adapter], tick: Tick, *, fast: bool, path: Path | None = None
) -> dict[str, dict[str, Cell]]:
    """Measure all ``adapters`` in one run; return the cells by contestant and case.

    Parameters
    ----------
    adapters
        The rows, their libraries installed.
    tick
        Told the work done, in starts of ``default``.
    fast
        Fewer rounds, and ``default`` alone.
    path
        Where the rounds so far are written and, if they are there already, taken up.

    Raises
    ------
    Refused
        Where plugins of Hydra would be measured that nobody uses.
    BenchError
        If the control cannot be timed.
    """
    plans = {
        name: plan
        for name, case in CASES.items()
        if (plan := case.plan(fast=fast)) is not None
    }
    before = load()
    kept = Kept.take_up(path, _identity(adapters, plans))
    found: dict[str, dict[str, Cell]] = {}
    with tempfile.TemporaryDirectory(prefix="configbench-startup-") as base:
        folder = Path(base).resolve()
        contestants = Contestants(adapters, folder)
        floors: Floors | None = None
        for name, plan in plans.items():
            try:
                made, samples = measure_case(
                    contestants, name, plan, tick, kept, floors
                )
            except BenchError as error:
                if floors is None:
                    raise
                made = {each.name: _fault(each, name, error) for each in adapters}
            floors = floors or noise(samples, contestants.twins)
            for contestant, cell in made.items():
                found.setdefault(contestant, {})[name] = cell
        marked = folder / WHERE
        found[CONTROL_NAME][WHERE], seconds = where.measure_control(marked, fast=fast)
        for each in adapters:
            try:
                cell, spent = where.measure_row(each, marked, fast=fast)
            except BenchError as error:
                cell, spent = _fault(each, WHERE, error), 0.0
            found[each.name][WHERE] = cell
            seconds += spent
            tick(1)
        children = kept.children + contestants.children + seconds
    total = kept.total()
    found[CONTROL_NAME][RUN] = {
        "outcome": str(Outcome.RIGHT),
        "by": "library",
        "reproduce": AXIS,
        "rows": [each.name for each in adapters],
        "seconds": total,
        "children": children,
        "ratio": total / children,
        "load": {"before": before, "after": load(), "rounds": kept.loads},
        "sittings": kept.sittings,
        "plans": {name: asdict(plan) for name, plan in plans.items()},
    }
    return found


def measure_one(adapter: Adapter, name: str) -> Cell:
    """Measure one case of one row afresh, beside the control and (``default``) its own twin.

    The cell has the command line that is started as ``line``, to be pasted into a shell.

    Raises
    ------
    BenchError
        If there is no such case, or the control cannot be timed.
    """
    if name not in {*CASES, WHERE}:
        raise BenchError(
            f"there is no start-up cell {name!r}{nearest(name, [*CASES, WHERE])}; "
            f"there are {', '.join([*CASES, WHERE])}"
        )
    with tempfile.TemporaryDirectory(prefix="configbench-startup-") as base:
        folder = Path(base).resolve()
        if name == WHERE:
            return where.measure_row(adapter, folder)[0]
        contestants = Contestants([adapter], folder)
        case = CASES[name]
        made, _ = measure_case(
            contestants, name, case.fast or case.full, lambda _: None
        )
        line = contestants.line(name, adapter.name)
        return made[adapter.name] | ({"line": line} if line else {})


def _fault(adapter: Adapter, case: str, error: BenchError) -> Cell:
    return {
        "outcome": str(Outcome.BROKEN),
        "by": "library",
        "cause": "unexplained",
        "detail": str(error),
        "reproduce": reproducing(adapter.name, case),
    }


def _identity(adapters: Sequence[Adapter], plans: Mapping[str, Plan]) -> dict[str, Any]:
    """Return what decides the samples: rounds of anything else must not be mixed with them."""
    return {
        "adapters": {each.name: each.sha256() for each in adapters},
        "versions": results.versions(adapters),
        "machine": results.machine(),
        "plans": {name: asdict(plan) for name, plan in plans.items()},
    }


def measure_case(
    contestants: Contestants,
    name: str,
    plan: Plan,
    tick: Tick,
    kept: Kept | None = None,
    floors: Floors | None = None,
) -> tuple[dict[str, Cell], dict[str, Samples]]:
    """Measure one case of all contestants; return its cells and its samples.

    ``floors`` are those of ``default`` in the same run: the other cases have no twins.

    Raises
    ------
    BenchError
        If the control cannot be timed.
    """
    kept = kept or Kept(None, {})
    weight = CASES[name].weight
    faulty = contestants.prepare(name)
    samples = measure(
        contestants.lineup(name),
        contestants.starter(name),
        plan,
        lambda count: tick(count * weight),
        warm_up=contestants.starter(name, peak=True),
        before=kept.cases.get(name),
        keep=lambda so_far: kept.keep(name, so_far, contestants.children),
    )
    made = cells(samples, contestants.twins, plan, case=name, floors=floors)
    for row, cell in faulty.items():
        made[row] = {"by": "library", "reproduce": reproducing(row, name), **cell}
    for row, cell in made.items():
        if "wall" in cell and name in kept.loads:
            cell["load"] = statistics.median(kept.loads[name])
        if (words := contestants.words(name, row)) is not None:
            cell["words"] = words
    return made, samples
