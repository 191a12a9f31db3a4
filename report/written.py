"""What somebody writes: the lines of a program by what they do, and the lines of changes."""

from dataclasses import dataclass
from typing import Any

from report import cells
from report.load import Results, Rows

#: What lines and time are for, as the marks in a program say, in this order.
ROLES = ("declare", "load", "wire", "save", "restore", "main", "other")

_FIGURES = ("total", "tokens", "config")


@dataclass(frozen=True)
class Lines:
    """The lines of a program; ``program`` is its path in the repository, if it lies there."""

    name: str
    program: str
    figures: tuple[Any, ...]


def lines(results: Results, rows: Rows) -> dict[str, Any]:
    """Return the lines of each program by role, the shortest first."""
    found = []
    for name, row in rows.items():
        cell = row.get("total", {})
        roles = cell.get("roles")
        if not isinstance(roles, dict):
            continue
        path = str(results["adapters"].get(name, {}).get("program", "/"))
        figures = [cell.get(key, "") for key in _FIGURES]
        figures += [roles.get(role, 0) for role in ROLES]
        program = "" if path.startswith("/") else path
        found.append(Lines(name, program, (*figures, cell.get("help", ""))))
    return {"own_table": True, "roles": ROLES, "lines": sorted(found, key=_total)}


def _total(row: Lines) -> tuple[bool, float]:
    total = row.figures[0]
    known = isinstance(total, int)
    return not known, total if known else 0


def changes(results: Results, rows: Rows) -> dict[str, Any]:
    """Return the lines that all changes touch, and what became of a word that one made ambiguous.

    Rows are told together of which the same is told.
    """
    del results
    sums: dict[int, list[str]] = {}
    for name, row in rows.items():
        touched = [pair for cell in row.values() if (pair := cells.touched(cell))]
        if touched:
            sums.setdefault(sum(map(sum, touched)), []).append(name)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, row in rows.items():
        for case, cell in row.items():
            checks = cell.get("checks")
            seen = checks.get("abbreviated") if isinstance(checks, dict) else None
            if isinstance(seen, dict):
                key = (case, str(seen.get("detail", "")))
                found.setdefault(key, []).append((name, str(seen.get("command", ""))))
    return {
        "sums": sorted(sums.items()),
        "abbreviated": [(*key, some) for key, some in found.items()],
    }
