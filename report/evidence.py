"""What the site's scripts load: the evidence of every cell, programs in colours, and words.

A page that is opened from disk may load scripts and nothing else (:mod:`report.packing`).
"""

import json
import math
from collections.abc import Iterable
from typing import Any

from report import (
    asking,
    cells,
    counting,
    load,
    packing,
    parties,
    said,
    sources,
    tables,
    words,
)
from report.cells import OUTCOMES, PARTIES, SILENTLY_WRONG
from report.load import Cell, Results
from report.situations import Situation
from report.tables import Tabled

#: Digits that are kept of a number.
_DIGITS = 6

#: The many starts of a timed cell, of which its figures are made: they stay in ``results.json``.
_SAMPLES = "samples"


#: What figures of the first table count of all that was asked of a row: which kinds of cases, with
#: which outcomes, whether by the library alone; and the columns that tell what that means.
_COUNTED = {
    "harm": (("request", "mistake"), SILENTLY_WRONG, False, "rank"),
    "right": (("request",), ("right",), True, "right"),
    "rejected": (("mistake",), ("right",), True, "rejected"),
    "wrong": (("request", "mistake"), ("wrong_value",), False, "wrong"),
    "accepted": (("request", "mistake"), ("accepted",), False, "accepted"),
}


def files(
    results: Results, answered: Iterable[Situation], language: str
) -> dict[str, str]:
    """Return the scripts, by their paths below the site; ``answered`` are all situations.

    Facts have no language: but for the first, there are only words.
    """
    made: dict[str, Any] = {words_of(language): _words(results, answered)}
    if language == words.ENGLISH:
        kinds = {name: _kinds(results, name) for name in results["adapters"]}
        made |= {
            **_cells(results, kinds),
            "rows": _rows(results, kinds),
            "source": {name: _source(results, name) for name in results["adapters"]},
            "tables": _tables(results),
            "search": asking.index(results),
        }
    return {
        f"data/{name}.js": packing.script(name, content)
        for name, content in made.items()
    }


def words_of(language: str) -> str:
    """Return under which name the words of a language are loaded."""
    return "words" if language == words.ENGLISH else f"words.{language}"


def phrases(language: str) -> str:
    """Return the script of what scripts say, and what a sign is read out as."""
    said = {
        **words.words()["site"]["script"],
        **{f"hand {what}": each for what, each in words.words()["hands"].items()},
        **{f"outcome {name}": each.word for name, each in OUTCOMES.items()},
        **{f"party {name[0]}": each.word for name, each in PARTIES.items()},
    }
    lines = json.dumps(said, indent=1, ensure_ascii=False)
    name = json.dumps(words_of(language))
    return f"configbench.phrases = {lines};\nconfigbench.words = {name};\n"


def _cells(
    results: Results, kinds: dict[str, dict[str, str]]
) -> dict[str, dict[str, dict[str, Cell]]]:
    """Return the cells by category and case: those of a case are much alike."""
    return {
        f"cells/{category}": {
            case: {
                name: _stored(
                    results, (category, name, case), row[case], kinds.get(name, {})
                )
                for name, row in rows.items()
                if case in row
            }
            for case in load.cases(rows)
        }
        for category, rows in results["cells"].items()
    }


def _kinds(results: Results, name: str) -> dict[str, str]:
    """Return as what the first table counts cells: their kind, and the worse outcome."""
    return {
        each.address: f"{'mistake' if each.mistake else 'request'} {each.outcome}"
        for each in counting.asked(results, name)
    }


def _rows(results: Results, kinds: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return what the evidence of a cell tells of its row, what causes mean, and where is asked."""
    return {
        "rows": {
            name: {
                "title": adapter["title"],
                "program": adapter["program"],
                "pieces": parties.evidence(results, name),
            }
            for name, adapter in results["adapters"].items()
        },
        "causes": {
            cause: results["causes"].get(cause, "")
            for cause in cells.explained(results)
        },
        "asked_in": sorted(
            {address.partition("/")[0] for asked in kinds.values() for address in asked}
        ),
    }


def _source(results: Results, name: str) -> list[Any]:
    """Return a row's program in parts, each with its role, its file, its first line, its lines."""
    return [
        [part.role, part.file, part.first, list(part.lines)]
        for part in sources.parts(results, name)
    ]


def _words(results: Results, answered: Iterable[Situation]) -> dict[str, Any]:
    """Return what things are called, what each case asks, and which cells a situation needs."""
    bought, columns = words.words()["bought"], words.report()["columns"]
    must: dict[str, Any] = {
        one.id: {"title": one.title, "cells": one.cells} for one in answered
    }
    must["bought"] = {
        "title": columns["buys"]["means"],
        "cells": [cell for each in bought for cell in each["cells"]],
    }
    return {
        "asked": {
            each["name"]: {
                case: words.intent(each["name"], case, stated["intent"])
                for case, stated in each["cases"].items()
                if "intent" in stated
            }
            for each in results["categories"]
            if each["name"] in results["cells"]
        },
        "outcomes": {
            outcome: {"sign": each.sign, "word": each.word, "means": each.means}
            for outcome, each in OUTCOMES.items()
        },
        "parties": {
            by: {"mark": party.mark, "word": party.word, "means": party.means}
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


def _tables(results: Results) -> dict[str, Any]:
    """Return what was found for each cell of each public table, as a reader is told."""
    return {
        name: {
            f"{each.library}/{each.statement}": _tabled(table, each)
            for each in tables.tabled(table)
        }
        for name, table in results.get("tables", {}).items()
    }


def _tabled(table: dict[str, Any], each: Tabled) -> dict[str, Any]:
    told, cell = table["statements"][each.statement], each.cell
    lines = (f"$ {line['command']}\n{line['says']}" for line in cell["evidence"])
    return {
        "title": f"{tables.released(table['libraries'][each.library])}, {told['title']}",
        "verdict": f"{each.sign}, {cell['verdict']}",
        "text": f"{told['text']}: {cell['seen']}.",
        "notes": list(filter(None, [each.told, cell.get("note", "")])),
        "statements": list(cell["statements"].items()),
        "lines": "\n".join(lines),
        "reproduce": cell["reproduce"],
    }


def _stored(
    results: Results, place: tuple[str, str, str], cell: Cell, kinds: dict[str, str]
) -> Cell:
    """Return a cell without what the page can tell itself, and with what hands did, parted.

    ``kinds`` are those of all that was asked of the row: what the first table counts.
    """
    category, name, case = place
    address = f"{category}/{case}"
    stored = {key: _rounded(value) for key, value in cell.items() if key != _SAMPLES}
    if cell["reproduce"] == f"python -m benchmarks reproduce {'/'.join(place)}":
        del stored["reproduce"]
    if address in kinds:
        stored["counts_as"] = kinds[address]
    if held := said.objections(results, name, address):
        stored["objections"] = held
    if "calls" in cell:
        stored["calls"] = [list(each) for each in parties.calls(cell)]
    return stored


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        # JSON has no word for what is no number.
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else str(value)
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return value
