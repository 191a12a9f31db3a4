"""What an interval of start-up does not cover: how the same row's ratio moved from run to run.

``hours.json`` beside the results tells it; ``python -m benchmarks hours`` writes that.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from report import load
from report.load import Results


@dataclass(frozen=True)
class Moved:
    """How far the ratios of rows moved from run to run.

    Attributes
    ----------
    most, median
        The highest ratio of a row over its lowest, less one: of the row that moved most, and the
        median of the rows.
    row
        The one that moved most.
    rows
        How many were measured more than once.
    runs, days, cpus
        In how many runs, on how many days, on how many kinds of processor.
    """

    most: float
    median: float
    row: str
    rows: int
    runs: int
    days: int
    cpus: int


def by_row(
    results: Results, case: str = "default", *, changed: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """Return the runs of each row that has several, the oldest first; pure.

    Parameters
    ----------
    results
        With what lies beside them.
    case
        Of start-up.
    changed
        Whether those count, too, in which the row had other files or releases than in its last:
        more runs, on more processors, and not for the hour alone that they differ.

    Returns
    -------
    dict
        By row: of each run ``created``, ``cpu`` and ``ratio``, and whether it was the ``same``.
    """
    rows: Mapping[str, Any] = load.hours(results).get("rows", {})
    found = {
        name: [run for run in cases.get(case, ()) if run["same"] or changed]
        for name, cases in rows.items()
        if name in results["adapters"]
    }
    return {name: runs for name, runs in found.items() if len(runs) > 1}


def moved(
    results: Results, case: str = "default", *, changed: bool = False
) -> Moved | None:
    """Return how far ratios moved in the runs of :func:`by_row`; nothing without any; pure."""
    rows = by_row(results, case, changed=changed)
    if not rows:
        return None
    by = {name: _spread(runs) for name, runs in rows.items()}
    row = max(by, key=lambda name: by[name])
    every = [run for runs in rows.values() for run in runs]
    return Moved(
        by[row],
        statistics.median(by.values()),
        row,
        len(rows),
        runs=len({run["created"] for run in every}),
        days=len({run["created"][:10] for run in every}),
        cpus=len({run["cpu"] for run in every}),
    )


def _spread(runs: Sequence[Mapping[str, Any]]) -> float:
    ratios = [float(run["ratio"]) for run in runs]
    return max(ratios) / min(ratios) - 1
