"""What a sweep takes: lines that are written for it, and seconds that its engine adds to a job."""

import statistics
from dataclasses import dataclass
from typing import Any

from report.load import Cell, Results, Rows


@dataclass(frozen=True)
class Engine:
    """The grids of the rows that share an engine, and who answers for them.

    Attributes
    ----------
    lines
        The fewest and the most.
    seconds
        A job, beyond a single run: the least, the middle and the most.
    """

    name: str
    by: str
    rows: tuple[str, ...]
    lines: tuple[int, int]
    seconds: tuple[float, float, float]


def facts(results: Results, rows: Rows) -> dict[str, Any]:
    """Return what the grids took, by engine."""
    del results
    found: dict[tuple[str, str], list[tuple[str, Cell]]] = {}
    for name, row in rows.items():
        for case, cell in row.items():
            kind, _, engine = case.partition("/")
            if kind == "grid" and "seconds" in cell:
                found.setdefault((engine, cell["by"]), []).append((name, cell))
    return {"engines": [_engine(*key, grids) for key, grids in found.items()]}


def _engine(name: str, by: str, grids: list[tuple[str, Cell]]) -> Engine:
    lines = [cell["lines"] for _, cell in grids]
    seconds = [round(cell["seconds"]["per_job"], 2) + 0.0 for _, cell in grids]
    return Engine(
        name,
        by,
        tuple(row for row, _ in grids),
        (min(lines), max(lines)),
        (min(seconds), statistics.median(seconds), max(seconds)),
    )
