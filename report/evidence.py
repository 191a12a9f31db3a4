"""What the site's scripts load: the evidence of every cell, programs in colours, and words.

A page that is opened from disk may load scripts and nothing else: each file calls ``take``.
"""

import json
from collections.abc import Iterable
from typing import Any

from report import cells, counting, parties, said, sources, words
from report.cells import OUTCOMES, PARTIES, SILENTLY_WRONG
from report.load import Cell, Results
from report.packing import packed
from report.situations import Situation

#: Digits of a stored second that are shown: a sample is no more exact.
_DIGITS = 6


#: What figures of the first table count of all that was asked of a row: which kinds of cases, with
#: which outcomes, whether by the library alone; and the columns that tell what that means.
_COUNTED = {
    "harm": (("request", "mistake"), SILENTLY_WRONG, False, "rank"),
    "right": (("request",), ("right",), True, "right"),
    "rejected": (("mistake",), ("right",), True, "rejected"),
    "wrong": (("request", "mistake"), ("wrong_value",), False, "wrong"),
    "accepted": (("request", "mistake"), ("accepted",), False, "accepted"),
}


def files(results: Results, answered: Iterable[Situation]) -> dict[str, str]:
    """Return the scripts, by their paths below the site; ``answered`` are all situations."""
    rows: dict[str, dict[str, dict[str, Cell]]] = {}
    for category, name, case, cell in cells.every(results):
        rows.setdefault(name, {}).setdefault(category, {})[case] = cell
    made = {"words.js": _words(results, answered)}
    for name, row in rows.items():
        text = packed(_row(results, name, row))
        made[f"data/cells/{name}.js"] = _script("cells", name, text)
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


def _row(
    results: Results, name: str, row: dict[str, dict[str, Cell]]
) -> dict[str, Any]:
    adapter = results["adapters"].get(name, {})
    kinds = {
        each.address: f"{'mistake' if each.mistake else 'request'} {each.outcome}"
        for each in counting.asked(results, name)
    }
    return {
        "title": adapter.get("title", name),
        "program": adapter.get("program", ""),
        "pieces": parties.evidence(results, name) if adapter else {},
        "causes": {
            cause: results["causes"].get(cause, "")
            for by_case in row.values()
            for cell in by_case.values()
            for cause in cells.causes(cell)
        },
        "cells": {
            category: {
                case: _stored(results, (category, name, case), cell, kinds)
                for case, cell in by_case.items()
            }
            for category, by_case in row.items()
        },
    }


def _words(results: Results, answered: Iterable[Situation]) -> str:
    """Return what things are called, what each case asks, and which cells a situation needs."""
    bought, columns = words.words()["bought"], words.report()["columns"]
    must: dict[str, Any] = {
        one.id: {"title": one.title, "cells": one.cells} for one in answered
    }
    must["bought"] = {
        "title": columns["buys"]["means"],
        "cells": [cell for each in bought for cell in each["cells"]],
    }
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
        "counted": {
            key: {
                "kinds": kinds,
                "outcomes": outcomes,
                "library": alone,
                "means": columns[column]["means"],
            }
            for key, (kinds, outcomes, alone, column) in _COUNTED.items()
        },
        "must": must,
    }
    return f"configbench.words = {json.dumps(told, indent=1)};\n"


def _script(kind: str, name: str, content: str) -> str:
    # The end of a script element must not stand in a text of it, wherever it is put.
    return (
        f"configbench.take({json.dumps(kind)},{json.dumps(name)},{content})\n".replace(
            "</", "<\\/"
        )
    )


def _stored(
    results: Results, place: tuple[str, str, str], cell: Cell, kinds: dict[str, str]
) -> Cell:
    """Return a cell without what the page can tell itself, and with what hands did in words.

    ``kinds`` are those of all that was asked of the row: what the first table counts.
    """
    category, name, case = place
    address = f"{category}/{case}"
    stored = {key: _rounded(value) for key, value in cell.items()}
    if cell["reproduce"] == f"python -m benchmarks reproduce {'/'.join(place)}":
        del stored["reproduce"]
    if address in kinds:
        stored["counts_as"] = kinds[address]
    if held := said.objections(results, name, address):
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
