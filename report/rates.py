"""The rates of the override cells by tag, what the right ones cost to type, and the remedies."""

import statistics
from collections.abc import Iterator
from typing import Any

from report import cells, figures
from report.cells import NOT_TRIED, SILENTLY_WRONG
from report.load import Cell, Results, Rows
from report.text import code, head

TAGS = ("values", "choices", "files", "lifecycle", "launched")

_COUNTED = {
    "characters": "characters",
    "words": "words",
    "quoted": "characters to quote",
    "files": "files",
}


def tables(results: Results, category: str) -> Iterator[str]:
    """Yield the lines of all three; nothing of what no cell tells."""
    rows = results["cells"][category]
    told = {name: list(row.values()) for name, row in rows.items() if "all" not in row}
    if any("tag" in cell for row in told.values() for cell in row):
        yield from _by_tag(
            {name: cells.judged(results, category, name) for name in told}
        )
    if any("ergonomics" in cell for row in told.values() for cell in row):
        yield from _ergonomics(told)
    yield from _remedies(rows)


def _by_tag(told: dict[str, list[Cell]]) -> Iterator[str]:
    yield "### How often words are taken for something else"
    yield ""
    unknown = any(
        cells.party(cell) == "unmeasured" for row in told.values() for cell in row
    )
    yield (
        "Cells that are silently wrong, of those tried: where the library answers for the cell, "
        "and in brackets where the program does, as documented or not. *Core alone* counts what "
        "the library let pass and only the strict training core refused: in a program that takes "
        "any value, these would be silently wrong, too."
        + (" Where the party was not measured, a cell counts in neither." * unknown)
    )
    yield ""
    yield from head("", (*TAGS, "all", "core alone"), "---:")
    for name, row in told.items():
        shown = []
        for tag in (*TAGS, None):
            some = [cell for cell in row if tag in (None, cell.get("tag"))]
            library, adapter = (
                figures.rate(some, SILENTLY_WRONG, by) for by in ("library", "adapter")
            )
            shown.append(f"{library or ''} ({adapter or ''})")
        refused = (
            cell["outcome"] not in NOT_TRIED for cell in row if cell["by"] == "core"
        )
        shown.append(str(sum(refused)))
        yield f"| {name} | " + " | ".join(shown) + " |"
    yield ""


def _ergonomics(told: dict[str, list[Cell]]) -> Iterator[str]:
    """Yield means over the requests that every row does rightly: the same job for all."""
    yield "### What the right words cost to type"
    yield ""
    costs = {
        name: {
            cell["reproduce"].rpartition("/")[2]: cell["ergonomics"]
            for cell in row
            if "ergonomics" in cell
        }
        for name, row in told.items()
    }
    shared = set.intersection(*(set(found) for found in costs.values()))
    yield (
        f"Means over the {len(shared)} requests that all rows do rightly: characters beyond the "
        "bare names and values, words as the shell sees them, characters in them that a shell "
        "takes for itself unless they are quoted, and files written. There is no sum of these."
    )
    yield ""
    yield from head("", _COUNTED.values(), "---:")
    for name, found in costs.items():
        means = [
            statistics.fmean(found[case][key] for case in sorted(shared))
            if shared
            else 0.0
            for key in _COUNTED
        ]
        yield f"| {name} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |"
    yield ""


def _remedies(rows: Rows) -> Iterator[str]:
    found: list[tuple[str, str, dict[str, Any]]] = [
        (name, case, cell["remedy"])
        for name, row in rows.items()
        for case, cell in row.items()
        if isinstance(cell.get("remedy"), dict)
    ]
    if not found:
        return
    yield "### Remedies: the documented spelling where the plain words do not do it"
    yield ""
    yield "| row | case | remedy | outcome |"
    yield "| --- | --- | --- | --- |"
    for name, case, remedy in found:
        typed = code(remedy["command"])
        yield f"| {name} | {case} | {typed} | {cells.word(remedy['outcome'])} |"
    yield ""
