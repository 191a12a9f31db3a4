"""Size and start-up of each release: all of a row on one interpreter in the same rounds."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks import interleaved
from benchmarks.categories.startup.cases import DEFAULT
from benchmarks.categories.startup.jobs import Job
from benchmarks.dialect import load
from benchmarks.errors import MissingError
from benchmarks.footprint import footprint
from benchmarks.matrix import book
from benchmarks.matrix.book import Book
from benchmarks.matrix.columns import Column
from benchmarks.paths import CONTROL
from benchmarks.registry import CONTROL_NAME, Adapter, control
from configbench import interruption
from configbench.timing.rounds import PLAN, Company, Plan, Samples

#: A release is told beside others of its row, of which none is ranked.
COARSE: Plan = DEFAULT.fast or PLAN


def measure(own: Book, plan: Plan = COARSE) -> int:
    """Measure what was not measured as all is now; return how many releases were started.

    The releases of an interpreter are measured together, or not at all.
    """
    done = 0
    for minor in dict.fromkeys(row.interpreter.version for row in own.rows):
        rows = [
            row
            for row in own.rows
            if row.interpreter.version == minor and _is_there(row, own)
        ]
        if not rows or all(_current(own.column(row), row) for row in rows):
            continue
        interruption.check()
        ratios = started(rows, plan)
        for row in rows:
            column = own.column(row)
            told = footprint(row.distributions, row.environment, row.comes_with)
            column.size = {"mib": told["mib"], "added": told["added"]}
            column.start = ratios.get(row.release, {}) | {"of": book.of(row)}
        own.save()
        done += len(rows)
    return done


def _is_there(row: Adapter, own: Book) -> bool:
    if own.refused(row):
        return False
    try:
        row.require()
    except MissingError:
        return False
    return True


def _current(column: Column, row: Adapter) -> bool:
    return column.start.get("of") == book.of(row)


def started(rows: Sequence[Adapter], plan: Plan) -> dict[str, dict[str, Any]]:
    """Return how often the control's time the start of a row takes, by release.

    One that does not come to its training, or is started with a fault, has none.
    """
    bare = control().on(rows[0].interpreter)
    jobs = {CONTROL_NAME: Job(CONTROL, judged=DEFAULT.control, binaries=bare.binaries)}
    for row in rows:
        saved = load(row).saved
        jobs[_name(row)] = Job(
            row.program, judged=DEFAULT.row, saved=saved, binaries=row.binaries
        )
    samples = interleaved.measure(
        [*jobs],
        lambda name: jobs[name].start(),
        plan,
        lambda _: None,
        company=Company(CONTROL_NAME),
    )
    return {row.release: _ratio(samples, _name(row)) for row in rows}


def _name(row: Adapter) -> str:
    return f"{row.name} {row.release}"


def _ratio(samples: Mapping[str, Samples], name: str) -> dict[str, Any]:
    own, bare = samples[name], samples[CONTROL_NAME]
    if own.fault or bare.fault:
        return {}
    found = own.ratio(bare)
    told = {key: round(getattr(found, key), 4) for key in ("median", "low", "high")}
    return {**told, "rounds": len(own.wall)}
