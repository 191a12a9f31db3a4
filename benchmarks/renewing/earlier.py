"""What earlier results were, each measurement in a small file: ``report/history/DATE.json.xz``.

Kept is what two results are compared by (``report.against``): outcomes, who answers, whole numbers,
yes and no, intervals; releases, sizes, the machine.  Texts, samples and commands are not: they are
two hundred times as much, and git has them.  A file stands by itself, so that none can be lost with
another.
"""

import json
import lzma
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from configbench import whole_files
from configbench.errors import UserError

FOLDER = "history"
SUFFIX = ".json.xz"

#: The form of the file.
VERSION = 1

#: Facts that tell how something was measured, and not what was found.
_HOW = frozenset({"plan", "samples"})
_INTERVAL = ("median", "low", "high")

Told = dict[str, Any]


def kept(content: Mapping[str, Any]) -> Told:
    """Return what is kept of results; pure."""
    timed = {each["name"] for each in content["categories"] if each["timed"]}
    return {
        "earlier": VERSION,
        "created": content["created"],
        "machine": content["machine"],
        "versions": content["versions"],
        "suites": sorted({each.get("suite", "") for each in content["units"].values()}),
        "adapters": {
            name: {
                "title": row["title"],
                "distributions": row["distributions"],
                "sha256": row["sha256"],
                "footprint": row["footprint"] and {"mib": row["footprint"]["mib"]},
            }
            for name, row in content["adapters"].items()
        },
        "categories": [
            {"name": each["name"], "timed": each["timed"]}
            for each in content["categories"]
        ],
        # By these a reader sees what was timed together.
        "units": {
            unit: {"created": account["created"]}
            for unit, account in content["units"].items()
            if unit.partition("/")[0] in timed
        },
        "cells": {
            category: {
                name: {case: _cell(cell) for case, cell in cells.items()}
                for name, cells in rows.items()
            }
            for category, rows in content["cells"].items()
        },
    }


def _cell(cell: Mapping[str, Any]) -> Told:
    told = {key: cell[key] for key in ("outcome", "by", "cause") if key in cell}
    if "documented" in cell:
        told["documented"] = True
    facts = {key: _fact(each) for key, each in cell.items() if key not in _HOW}
    return told | {key: each for key, each in facts.items() if each is not None}


def _fact(fact: object) -> object:
    """Return what two results are compared by of a fact; None for nothing."""
    if isinstance(fact, int):
        return fact
    if not isinstance(fact, dict):
        return None
    if fact.keys() >= {*_INTERVAL}:
        return {key: fact[key] for key in _INTERVAL}
    inner = {key: _fact(each) for key, each in fact.items()}
    return {key: each for key, each in inner.items() if each is not None} or None


def keep(content: Mapping[str, Any], folder: Path) -> Path:
    """Keep what results are, under the day of their measurement; return where.

    What is kept already is not kept twice; other results of the same day get a number.

    Parameters
    ----------
    content
        The results.
    folder
        Of the report.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    packed = _packed(kept(content))
    day = str(content["created"])[:10]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise UserError(f"created is {day!r}, expected a day such as 2026-11-27")
    number = 1
    while True:
        name = day if number == 1 else f"{day}-{number}"
        path = folder / FOLDER / f"{name}{SUFFIX}"
        if not path.exists():
            whole_files.write_bytes(path, packed, parents=True)
            return path
        if path.read_bytes() == packed:
            return path
        number += 1


def _packed(told: Told) -> bytes:
    """Return it packed: the same bytes for the same content."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
