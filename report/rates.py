"""The override cells beside their outcomes: rates by tag, what they cost to type, remedies."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from report import cells, figures
from report.cells import NOT_TRIED, SILENTLY_WRONG
from report.figures import Rate
from report.load import Cell, Results, Rows

TAGS = ("values", "choices", "files", "lifecycle", "launched")

#: Of the words that do it, what is counted.
_TYPED = ("characters", "words", "quoted", "files")

#: Of the messages that refuse a mistake, what is asked.
_ASKED = (
    "names_key",
    "names_value",
    "names_allowed",
    "suggests_nearest",
    "no_traceback",
)

Told = Mapping[str, list[Cell]]


@dataclass(frozen=True)
class Silent:
    """How often a row's words were taken for something else, by tag, and over all."""

    name: str
    library: tuple[Rate | None, ...]
    program: tuple[Rate | None, ...]
    core: int


@dataclass(frozen=True)
class Remedy:
    """The documented spelling of a row where its plain words do not do it."""

    name: str
    case: str
    command: str
    said: str


def facts(results: Results, rows: Rows) -> dict[str, Any]:
    """Return all of it; nothing of what no cell tells."""
    told = {name: cells.judged(results, "overrides", name) for name in rows}
    every = {name: list(row.values()) for name, row in rows.items()}
    unknown = (
        cells.party(cell) == "unmeasured" for row in every.values() for cell in row
    )
    shared, typed = _typed(rows)
    return {
        "tags": TAGS,
        "silent": _silent(told),
        "unknown": any(unknown),
        "shared": shared,
        "typed": typed,
        "remedies": _remedies(rows),
        "messages": _messages(every),
    }


def _silent(told: Told) -> list[Silent]:
    if not any("tag" in cell for row in told.values() for cell in row):
        return []
    found = []
    for name, row in told.items():
        some = [
            [cell for cell in row if tag in (None, cell.get("tag"))]
            for tag in (*TAGS, None)
        ]
        library, program = (
            tuple(figures.rate(each, SILENTLY_WRONG, by) for each in some)
            for by in ("library", "adapter")
        )
        core = sum(c["by"] == "core" and c["outcome"] not in NOT_TRIED for c in row)
        found.append(Silent(name, library, program, core))
    return found


def _typed(rows: Rows) -> tuple[int, dict[str, list[float]]]:
    """Return means over the requests that every row does rightly, and how many these are."""
    costs = {
        name: {
            case: cell["ergonomics"]
            for case, cell in row.items()
            if isinstance(cell.get("ergonomics"), dict)
        }
        for name, row in rows.items()
    }
    shared = sorted(set.intersection(*map(set, costs.values()))) if costs else []
    if not shared:
        return 0, {}
    return len(shared), {
        name: [statistics.fmean(found[case][key] for case in shared) for key in _TYPED]
        for name, found in costs.items()
    }


def _remedies(rows: Rows) -> list[Remedy]:
    return [
        Remedy(name, case, remedy["command"], cells.word(remedy["outcome"]))
        for name, row in rows.items()
        for case, cell in row.items()
        if isinstance(remedy := cell.get("remedy"), dict)
    ]


def _messages(told: Told) -> dict[str, list[tuple[int, int]]]:
    """Return for each row how many of its messages do what is asked, of how many."""
    judged = {
        name: [
            cell["message"]
            for cell in row
            if isinstance(cell.get("message"), dict)
            and cell["outcome"] not in cells.SILENTLY_WRONG
        ]
        for name, row in told.items()
    }
    if not any(judged.values()):
        return {}
    asked = {
        name: [
            [each[fact] for each in messages if each.get(fact) is not None]
            for fact in _ASKED
        ]
        for name, messages in judged.items()
    }
    return {
        name: [(sum(each), len(each)) for each in found]
        for name, found in asked.items()
    }
