"""What the site's scripts load: the evidence of every cell, programs in colours, and words.

A page that is opened from disk may load scripts and nothing else: each file calls ``take``.
"""

import json
from typing import Any

from report import cells, parties, said, sources
from report.cells import OUTCOMES, PARTIES
from report.load import Cell, Results
from report.packing import packed

#: Digits of a stored second that are shown: a sample is no more exact.
_DIGITS = 6


def files(results: Results) -> dict[str, str]:
    """Return the scripts, by their paths below the site."""
    rows: dict[str, dict[str, Any]] = {}
    for category, name, case, cell in cells.every(results):
        rows.setdefault(name, {}).setdefault(category, {})[case] = cell
    made = {"words.js": _words(results)}
    for name, by_category in rows.items():
        adapter = results["adapters"].get(name, {})
        content = {
            "title": adapter.get("title", name),
            "program": adapter.get("program", ""),
            "pieces": parties.evidence(results, name) if adapter else {},
            "causes": {
                cause: results["causes"].get(cause, "")
                for row in by_category.values()
                for cell in row.values()
                for cause in cells.causes(cell)
            },
            "cells": {
                category: {
                    case: _stored(results, category, name, case, cell)
                    for case, cell in row.items()
                }
                for category, row in by_category.items()
            },
        }
        made[f"data/cells/{name}.js"] = _script("cells", name, packed(content))
    for name, adapter in results["adapters"].items():
        parts = [
            [part.role, part.file, part.first, list(part.lines)]
            for part in sources.parts(results, name)
        ]
        text = json.dumps(
            {"title": adapter["title"], "parts": parts},
            ensure_ascii=True,
            separators=(",", ":"),
        )
        made[f"data/source/{name}.js"] = _script("source", name, text)
    return made


def _words(results: Results) -> str:
    """Return what the script has to call outcomes and parties, and what each case asks."""
    told = {
        "asked": {
            each["name"]: {
                case: stated["intent"]
                for case, stated in each["cases"].items()
                if "intent" in stated
            }
            for each in results["categories"]
        },
        "outcomes": {
            outcome: {"word": each.word, "means": each.means}
            for outcome, each in OUTCOMES.items()
        },
        "parties": {
            by: {"word": party.word, "means": party.means}
            for by, party in PARTIES.items()
        },
    }
    return f"configbench.words = {json.dumps(told, indent=1)};\n"


def _script(kind: str, name: str, content: str) -> str:
    # The end of a script element must not stand in a text of it, wherever it is put.
    return (
        f"configbench.take({json.dumps(kind)},{json.dumps(name)},{content})\n".replace(
            "</", "<\\/"
        )
    )


def _stored(results: Results, category: str, name: str, case: str, cell: Cell) -> Cell:
    """Return a cell without what the page can tell itself, and with what hands did in words."""
    stored = {key: _rounded(value) for key, value in cell.items()}
    if cell["reproduce"] == f"python -m benchmarks reproduce {category}/{name}/{case}":
        del stored["reproduce"]
    if held := said.objections(results, name, f"{category}/{case}"):
        stored["objections"] = held
    if "calls" in cell:
        stored["calls"] = [list(each) for each in parties.hands(cell)]
    return stored


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return value
