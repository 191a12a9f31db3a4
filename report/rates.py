"""The rates of the override cells by tag, what the right ones cost to type, and the remedies."""

import statistics
from collections.abc import Iterator
from typing import Any

from report import figures
from report.cells import Axis, Cell
from report.text import code
from report.text import escape as escaped

TAGS = ("values", "choices", "files", "lifecycle")

_COUNTED = {
    "characters": "characters",
    "words": "words",
    "quoted": "characters to quote",
    "files": "files",
}


def tables(axis: Axis) -> Iterator[str]:
    """Yield the lines of all three; nothing of what no cell tells."""
    told = {name: list(row.values()) for name, row in axis.items() if "all" not in row}
    if any("tag" in cell for row in told.values() for cell in row):
        yield from _by_tag(told)
    if any("ergonomics" in cell for row in told.values() for cell in row):
        yield from _ergonomics(told)
    yield from _remedies(axis)


def _by_tag(told: dict[str, list[Cell]]) -> Iterator[str]:
    yield "### How often words are taken for something else"
    yield ""
    yield (
        "Silent cells of those tried (unsupported and skipped ones are no part of it): where the "
        "library answers for the cell, and in brackets where a hand-written line does."
    )
    yield ""
    yield "| | " + " | ".join((*TAGS, "all")) + " |"
    yield "| --- |" + " ---: |" * (len(TAGS) + 1)
    for name, row in told.items():
        shown = []
        for tag in (*TAGS, None):
            some = [cell for cell in row if tag in (None, cell.get("tag"))]
            library, hand = (
                figures.rate(some, "silent", by) for by in ("library", "hand")
            )
            shown.append(f"{library or ''} ({hand or ''})")
        yield f"| {name} | " + " | ".join(shown) + " |"
    yield ""


def _ergonomics(told: dict[str, list[Cell]]) -> Iterator[str]:
    """Yield means over the tasks that every row does rightly: the same job for all."""
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
        f"Means over the {len(shared)} tasks that all rows do rightly: characters beyond the bare "
        "names and values, words as the shell sees them, characters in them that a shell takes "
        "for itself unless they are quoted, and files written. There is no sum of these."
    )
    yield ""
    yield "| | " + " | ".join(_COUNTED.values()) + " |"
    yield "| --- |" + " ---: |" * len(_COUNTED)
    for name, found in costs.items():
        means = [
            statistics.fmean(found[task][key] for task in sorted(shared))
            if shared
            else 0.0
            for key in _COUNTED
        ]
        yield f"| {name} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |"
    yield ""


def _remedies(axis: Axis) -> Iterator[str]:
    found: list[tuple[str, str, dict[str, Any]]] = [
        (name, case, cell["remedy"])
        for name, row in axis.items()
        for case, cell in row.items()
        if isinstance(cell.get("remedy"), dict)
    ]
    if not found:
        return
    yield "### Remedies: the documented spelling where the plain words do not do it"
    yield ""
    yield "| row | task | remedy | outcome |"
    yield "| --- | --- | --- | --- |"
    for name, case, remedy in found:
        typed = code(remedy["command"])
        yield f"| {name} | {case} | {typed} | {escaped(remedy['outcome'])} |"
    yield ""
