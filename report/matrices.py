"""What the page of a category shows: its matrices, what their signs mean, and its times."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from report import cells, load, startup, words
from report.cells import OUTCOMES, PARTIES
from report.load import Cell, Results
from report.text import interval, milliseconds, other_run

#: Of more lines than a page should hold before anybody asks.
_MANY = 80


class Shown(NamedTuple):
    """A cell of a matrix: its classes (none: right, by the library) and what is shown."""

    kind: str
    shown: str


def told(results: Results, category: str) -> dict[str, Any]:
    """Return what the page is told, but for its surprises and its picture."""
    rows = results["cells"][category]
    shown = [cell for row in rows.values() for cell in row.values()]
    return {
        "intro": words.intro(results, category),
        "elsewhen": other_run(load.other_runs(results, category)),
        "failed": [
            (name, row["all"].get("detail", ""))
            for name, row in rows.items()
            if "all" in row
        ],
        "times": list(_times(results)) if category == "startup" else [],
        "notes": startup.notes(results) if category == "startup" else [],
        "legend": list(_legend(shown)),
        "noted": any("bytes" in cell or cells.held(cell) for cell in shown),
        "rows": [(name, name in results["adapters"]) for name in rows],
        "matrices": list(_matrices(results, category)),
    }


def _legend(shown: list[Cell]) -> Iterator[dict[str, str]]:
    outcomes = {cell["outcome"] for cell in shown}
    for outcome, each in OUTCOMES.items():
        if outcome in outcomes:
            means = f"{each.word}: {each.means}"
            yield {"kind": outcome, "sign": each.sign, "means": means}
    answering = {cells.party(cell) for cell in shown}
    for by, party in PARTIES.items():
        if party.mark and by in answering:
            yield {"kind": f"by-{by[0]}", "sign": party.mark, "means": party.means}


def _matrices(results: Results, category: str) -> Iterator[dict[str, Any]]:
    groups = cells.families(results, category)
    rows = results["cells"][category].values()
    for family, cases in groups.items():
        named = words.families(category).get(family, family) if len(groups) > 1 else ""
        yield {
            "heading": named[:1].upper() + named[1:],
            "label": named.replace("`", "") or words.title(category),
            "many": len(cases) > _MANY,
            "lines": [
                {
                    "case": case,
                    "cells": [_shown(row.get(case) or row.get("all")) for row in rows],
                }
                for case in cases
            ],
        }


def _shown(cell: Cell | None) -> Shown | None:
    if cell is None:
        return None
    outcome, figure = cells.worst(cell), cells.figure(cell)
    party, sign = cells.party(cell), cells.sign(cell)
    kinds = [outcome] if outcome != "right" else []
    return Shown(
        kind=" ".join([*kinds, *([f"by-{party[0]}"] if party != "library" else [])]),
        shown=f"{'' if outcome == 'right' else sign + ' '}{figure}" if figure else sign,
    )


def _times(results: Results) -> Iterator[dict[str, Any]]:
    for name, row in results["cells"]["startup"].items():
        cell = row.get("default", {})
        if isinstance(cell.get("median"), float):
            yield {
                "name": name,
                "figures": (
                    interval(cells.interval(cell.get("ratio")), digits=2),
                    milliseconds(cell.get("wall")),
                    milliseconds(cell.get("cpu")),
                    f"{cell['median'] * 1e3:.1f}",
                    len(cells.walls(cell)) or "",
                ),
                "ties": ", ".join(cell.get("ties") or []),
            }
