"""Start-up is measured: all contestants of a case in turn, one case after the other."""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import interleaved
from benchmarks.categories.startup import where
from benchmarks.categories.startup.cases import RUN, WHERE, StartCase, chosen, plans
from benchmarks.categories.startup.contestants import Contestants, heats
from benchmarks.categories.startup.jobs import Job
from benchmarks.categories.startup.judging import Race, Sitting, Timed
from benchmarks.categories.startup.where import WhereFacts
from benchmarks.category import Measurement, Order
from benchmarks.errors import RowError
from benchmarks.interleaved import Rounds, net, told
from benchmarks.registry import CONTROL_NAME, control
from benchmarks.running import typed_command
from configbench.timing.rounds import Company, Starter, load

#: What one start of ``default`` takes, about, with what surrounds it; in seconds.
START = 0.08


def seconds(order: Order) -> float:
    """Return about how long an order takes: its starts, each by its weight."""
    rows, starts = len(order.rows), 0
    for case, plan in plans(order).items():
        for heat in heats(case, order.rows):
            starts += case.weight * plan.count(len(heat.names))
    return (starts + (rows if WHERE in chosen(order) else 0)) * START


def measure(order: Order) -> Iterator[Measurement]:
    """Measure all rows in one run; yield what was measured of each contestant, case by case.

    Raises
    ------
    UserError
        Where plugins of Hydra would be measured that nobody uses, for a case that there is not, or
        for two contestants with one name.
    """
    before = load()
    planned = {case.name: asdict(plan) for case, plan in plans(order).items()}
    rounds = Rounds.take_up(order.store, order.rows, planned)
    with tempfile.TemporaryDirectory(
        prefix="configbench-startup-", ignore_cleanup_errors=True
    ) as base:
        folder = Path(base).resolve()
        contestants = Contestants(order.rows, folder, rounds)
        yield from _timed(order, contestants, rounds)
        if WHERE in chosen(order):
            doubts = contestants.doubts
            yield from _looked_at(order, folder / WHERE.name, rounds, doubts)
    if order.cases is None:
        taken = {"before": before, "after": load(), "rounds": rounds.loads}
        facts = Sitting(
            rows=[row.name for row in order.rows],
            seconds=rounds.total(),
            children=rounds.children,
            load=taken,
            sittings=rounds.sittings,
            plans=planned,
        )
        yield Measurement(CONTROL_NAME, RUN.name, facts)


def _timed(
    order: Order, contestants: Contestants, rounds: Rounds
) -> Iterator[Measurement]:
    floors = None
    for case, plan in plans(order).items():
        for heat in contestants.heats(case):
            entries = contestants.entries(case, heat)
            jobs = {name: job for name, job in entries.items() if isinstance(job, Job)}
            samples = interleaved.measure(
                list(jobs),
                _starter(jobs),
                plan,
                _ticks(order, case),
                warm_up=_starter(jobs, peak=True),
                rounds=rounds,
                group=heat.name,
                company=Company(heat.control, heat.twins),
            )
            otherwise = contestants.otherwise(case, heat, jobs, samples)
            race = Race(samples, heat.twins, plan, floors, heat.control, otherwise)
            floors = floors or race.noise
            if samples[heat.control].fault is None:
                contestants.doubts |= race.doubts
            loads = rounds.loads.get(heat.name)
            for name, entry in entries.items():
                if not told(order, name):
                    continue
                facts: Any = entry
                if isinstance(entry, Job):
                    row = contestants.rows.get(name)
                    facts = Timed(
                        name,
                        race,
                        load=statistics.median(loads) if loads else None,
                        words=typed_command(row, entry.told()) if row else None,
                        line=entry.line() if _alone(order) else None,
                    )
                yield Measurement(name, case.name, facts)


def _starter(jobs: Mapping[str, Job], *, peak: bool = False) -> Starter:
    return lambda name: jobs[name].start(peak=peak)


def _ticks(order: Order, case: StartCase) -> Callable[[int], None]:
    return lambda starts: order.tick(starts * case.weight * START)


def _alone(order: Order) -> bool:
    return order.cases is not None and len(order.cases) == len(order.rows) == 1


def _looked_at(
    order: Order, folder: Path, rounds: Rounds, doubts: Mapping[str, str]
) -> Iterator[Measurement]:
    """Look at a few runs of each row, and of the control where all is measured.

    Whoever was not true of its times has told nothing of where they go.
    """
    count = 1 if order.fast else where.RUNS
    for row in (control(), *order.rows):
        if not told(order, row.name):
            continue
        doubt = doubts.get(row.name)
        facts = RowError(doubt) if doubt else net(where.measure, row, folder, count)
        if isinstance(facts, WhereFacts):
            rounds.children += facts.seconds
        yield Measurement(row.name, WHERE.name, facts)
        if row.name != CONTROL_NAME:
            order.tick(START)
