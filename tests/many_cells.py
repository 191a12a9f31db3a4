"""Results grown to what a full suite gives: new families and categories, odd texts."""

import copy
import itertools
import random
from collections import defaultdict
from typing import Any

from report import cells, load, sources
from report.load import Results
from tests.stated import stated

OUTCOMES = (
    "right", "right", "right", "right", "type_changed", "wrong_value", "accepted", "late",
    "rejected", "unsupported", "not_used", "broken", "not_applicable", "unmeasured",
)  # fmt: skip

#: Who may answer for a cell.
BY = ("library", "adapter", "core", "unmeasured")

#: Texts that end elements, scripts, tables and strings where nothing is escaped.
ODD = (
    "</script><script>alert(1)</script>", "<b>&amp;", "a | b", "`tick`", "日本語 \u2028 \x00",
    '"quoted" \'twice\'', "two\nlines",
)  # fmt: skip


def grown(results: Results, count: int) -> Results:
    """Return a copy with ``count`` more cells, spread over rows, families and new categories."""
    made: Results = copy.deepcopy(results)
    chance = random.Random(8)
    names = list(made["adapters"])
    made["causes"]["a_cause"] = (
        "It is so, and here is why, in a sentence of usual length."
    )
    for number, name in zip(range(count), itertools.cycle(names), strict=False):
        category, case = _place(number // len(names))
        cell = _cell(chance, category, name, case, number)
        _listed(made, category)["cases"][case] = {"kind": "request"}
        made["cells"].setdefault(category, {}).setdefault(name, {})[case] = cell
    made["claims"] = {
        f"C{number}": {
            "claim": f"It is said that {odd}.",
            "korean": "그렇다고 한다.",
            "verdict": "holds partly",
            "seen": f"Seen: {odd}.",
            "seen_ko": "보았다.",
            "reproduce": f"python -m benchmarks claim C{number}",
            "rule": "holds if every statement is so",
            "statements": {"it is so": True, odd: False},
            "evidence": [{"command": "python x", "says": odd}],
        }
        for number, odd in enumerate(ODD, 1)
    }
    made["tables"] = {"odd": _table()}
    return made


def _table() -> dict[str, Any]:
    """Return a public table whose every text is odd."""
    named = {f"n{number}": odd for number, odd in enumerate(ODD)}
    return {
        "title": ODD[0],
        "page": "https://example.org/",
        "source": "https://example.org/",
        "commit": "0" * 40,
        "written": ODD[1],
        "rule": "holds if every trial shows it",
        "libraries": {
            name: {"title": odd, "releases": {"x": "1.0"}}
            for name, odd in named.items()
        },
        "statements": {
            name: {"title": odd, "text": odd, "at": "https://example.org/"}
            for name, odd in named.items()
        },
        "cells": {
            library: {
                statement: {
                    "claim": odd,
                    "says": "yes",
                    "note": odd,
                    "verdict": "holds partly",
                    "seen": odd,
                    "reproduce": f"python -m benchmarks claim odd/{library}/{statement}",
                    "rule": "holds if every trial shows it",
                    "statements": {"it is so": True, odd: False},
                    "evidence": [{"command": "python x", "says": odd}],
                }
                for statement, odd in named.items()
            }
            for library in named
        },
        "left": {"taste": ODD[2]},
    }


#: The piece of each row that stands in its program, of several lines.
QUOTED = "some lines"


def answered(results: Results) -> dict[str, Any]:
    """Return who answers for the cells of each row, as ``parties.json`` has it."""
    decided: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for category, name, case, cell in cells.every(results):
        address = f"{category}/{case}"
        found[name][address] = {"by": cell["by"]}
        for piece in cell.get("pieces", ()):
            decided[name][piece].append(address)
    return {
        "rows": {
            name: {
                "sha256": "0" * 64,
                "pieces": [
                    _piece(adapter["program"], number, piece, decided[name][piece])
                    # What decides nothing is told, too.
                    for number, piece in enumerate([*decided[name], "in vain"])
                ],
                "cells": found[name],
            }
            for name, adapter in results["adapters"].items()
        }
    }


def _piece(program: str, number: int, name: str, decides: list[str]) -> dict[str, Any]:
    odd = ODD[number % len(ODD)]
    lines = [line for line in sources.text(program).splitlines(keepends=True) if line]
    told = {
        "name": name,
        "text": "".join(lines[4:7]) if name == QUOTED else f"if {odd}:",
        "without": f"\n  or {odd}\n",
        "reason": f"Because of {odd}.",
        "documented": f"https://example.org/{number}#a-piece",
        "file": "train.py" if name == QUOTED or number % 2 else "values.py",
        "cells": decides,
    }
    # What is empty is not told.
    left_out = {1: "without", 2: "documented"}.get(number % 3)
    return {key: value for key, value in told.items() if key != left_out}


def _by(number: int, by: str) -> dict[str, Any]:
    """Return who answers for a cell, as it tells: for every other one of the program's a piece."""
    odd = f"a piece {ODD[number % len(ODD)]}"
    if by != "adapter" or number % 2:
        did = ["words: lib.parse", f"read: train.py: {odd}", "unheard of"]
        return {"by": by} if by == "unmeasured" else {"by": by, "calls": did}
    named = [QUOTED, odd][: 1 + number % 3 // 2]
    page = {"documented": "https://example.org/page"} if number % 3 else {}
    return {"by": by, "pieces": named} | page


def _listed(results: Results, category: str) -> dict[str, Any]:
    """Return what the results tell of a category, which may be new."""
    if category not in results["cells"]:
        results["categories"] += stated({category: {}})["categories"]
    return load.described(results, category)


def _place(number: int) -> tuple[str, str]:
    """Return the category and the case of a number: most are values that make a round trip."""
    kind = number % 10
    if kind == 0:
        return "safety", f"yaml_tag_{number}"
    if kind == 1:
        return "unheard_of", f"torchrun_{number}"
    if kind == 2:
        return "overrides", f"further_task_{number}"
    return "roundtrip", f"values/{('int', 'float', 'str')[number % 3]}/case_{number}"


def _cell(
    chance: random.Random, category: str, name: str, case: str, number: int
) -> dict[str, Any]:
    outcome = chance.choice(OUTCOMES)
    odd = ODD[number % len(ODD)]
    asked = f"{chance.random()!r} {odd}"
    cell: dict[str, Any] = {
        "outcome": outcome,
        **_by(number, chance.choice(BY)),
        "reproduce": f"python -m benchmarks reproduce {category}/{name}/{case}",
        "detail": f"arrived as {asked}, not as it was asked for",
        "command": f"python adapters/{name}/train.py --run-name '{chance.random()} {odd}'",
        "asked": asked,
        "arrival": outcome,
        "arrived": asked[::-1],
        "came_back": None if number % 3 else asked,
        ("file" if number % 4 else "bytes"): f"run_name: {chance.random()!r} {odd}",
        "setting": "run_name",
        "unheard_of": {"deep": [{"deeper": [1, 2.5, None, True]}], "text": odd},
    }
    if category == "overrides":
        cell["arrived"] = {odd: asked[::-1]}
    if category == "safety":
        cell["safety"] = chance.choice(["refused", "harmless", "executed", "hung"])
    if outcome in {"type_changed", "wrong_value", "accepted", "late", "broken"}:
        cell["cause"] = "a_cause"
    if outcome == "unsupported":
        cell |= {"attempt_outcome": "wrong_value", "page": "https://example.org/page"}
    return cell
