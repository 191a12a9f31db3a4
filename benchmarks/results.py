"""``report/results.json``: every judgement as a stored fact, from which the report is made."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

from benchmarks import json_files
from benchmarks.categories import CATEGORIES
from benchmarks.category import Category
from benchmarks.environment import machine, versions
from benchmarks.environments import BUILT_BY
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.footprint import footprint
from benchmarks.paths import ROOT, relative
from benchmarks.registry import CONTROL_NAME, Adapter, control, find_all
from configbench import whole_files
from configbench.errors import UserError

FILE = ROOT / "report" / "results.json"
SCHEMA = ROOT / "report" / "schema.json"

#: The form of the file; its history: 1 had an axis a key, and other words for outcomes.
VERSION = 2

#: What is measured beside the categories, last: the article's claims, from figures of all rows.
CLAIMS = "claims"

Results = dict[str, Any]


def of(interpreter: Interpreter, file: Path = FILE) -> Path:
    """Return the file with the results of an interpreter, beside that of the harness's own."""
    if interpreter.own:
        return file
    return file.parent / "interpreters" / f"{interpreter.version}.json"


def own(interpreter: Interpreter, file: Path) -> Path:
    """Return the file of the harness's own interpreter, beside that of another; of itself, too."""
    return file if interpreter.own else file.parent.parent / FILE.name


def elsewhere(file: Path = FILE) -> list[Path]:
    """Return the files with the results of other interpreters, beside that of the harness's own."""
    return sorted((file.parent / "interpreters").glob("*.json"))


def new(
    seed: int, interpreter: Interpreter = OWN, rows: Sequence[Adapter] = ()
) -> Results:
    """Return results without any cell, with the versions of what some rows need."""
    return {
        "schema": VERSION,
        "created": now(),
        "seed": seed,
        "machine": machine(interpreter),
        "versions": versions(rows, interpreter),
        "adapters": {},
        "units": {},
        "causes": {},
        "categories": [],
        "cells": {category.name: {} for category in CATEGORIES},
    }


def now() -> str:
    """Return the time, as results have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def describe(adapter: Adapter) -> dict[str, Any]:
    """Return what the report says of an adapter itself."""
    missing = adapter.missing()
    return {
        "title": adapter.title,
        "summary": adapter.summary,
        "status": "missing" if missing else "installed",
        "install": BUILT_BY if missing else "",
        "distributions": adapter.versions(),
        "documentation": list(adapter.documentation),
        "sha256": adapter.sha256(),
        "address": adapter.address,
        "brought_by": adapter.brought_by,
        "program": relative(adapter.program),
        "deviations": list(adapter.deviations),
        "conversions": list(adapter.conversions),
        "lacks": list(adapter.lacks),
        "variant_of": adapter.variant_of,
        "said": adapter.said,
        "footprint": None
        if missing
        else footprint(adapter.distributions, adapter.environment, adapter.comes_with),
    }


def describe_categories(adapters: Sequence[Adapter]) -> list[dict[str, Any]]:
    """Return the categories in the order of the report, with their questions and cases.

    The cases are those of all registered rows, and of ``adapters`` from elsewhere.
    """
    rows = {each.name: each for each in (*find_all(), *adapters)}
    return [_describe(category, list(rows.values())) for category in CATEGORIES]


def _describe(category: Category, rows: Sequence[Adapter]) -> dict[str, Any]:
    asked = [*rows, control()] if category.baseline else rows
    cases = {}
    for name, case in category.cases(asked).items():
        cases[name] = {"kind": str(case.kind)}
        if case.intent:
            cases[name]["intent"] = case.intent
    return {
        "name": category.name,
        "question": category.question,
        "timed": category.timed,
        "environment": "beyond" if category.apart else None,
        "cases": cases,
    }


def put_in_order(results: Results) -> None:
    """Put cells and units in the order of the report, whichever was measured first.

    That is the order of categories, and of rows as ``adapters`` has them; what is no row comes
    behind, by name.
    """
    places = {name: number for number, name in enumerate(results["adapters"])}

    def row(name: str) -> tuple[int, str]:
        return places.get(name, len(places)), name

    order = [category.name for category in CATEGORIES]

    def unit(address: str) -> tuple[int, tuple[int, str]]:
        category, _, name = address.partition("/")
        place = order.index(category) if category in order else len(order)
        return place, row(name)

    for category, rows in results["cells"].items():
        results["cells"][category] = {
            name: rows[name] for name in sorted(rows, key=row)
        }
    results["units"] = {
        name: results["units"][name] for name in sorted(results["units"], key=unit)
    }
    if "interrupted" in results:
        results["interrupted"]["done"].sort(key=unit)


def forget_gone(content: Results, rows: Sequence[Adapter]) -> None:
    """Leave no rows but these, in their order; drop categories that there are no more.

    What stands beside the rows stays: the control, and what is timed with them.
    """
    known = {row.name for row in rows} | {CONTROL_NAME}
    gone = content["adapters"].keys() - known
    content["adapters"] = {row.name: content["adapters"][row.name] for row in rows}
    timed = {category.name: category.timed for category in CATEGORIES}

    def stays(category: str, name: str) -> bool:
        return category in timed and (
            name in known or (timed[category] and name not in gone)
        )

    content["cells"] = {
        category: {name: own for name, own in by_row.items() if stays(category, name)}
        for category, by_row in content["cells"].items()
        if category in timed
    }
    for unit in [*content["units"]]:
        category, _, name = unit.partition("/")
        if category != CLAIMS and not stays(category, name):
            del content["units"][unit]


def joined(path: Path, beside: Path | None) -> Results:
    """Return stored results; with others ``beside`` them, these and the rows that they lack.

    Raises
    ------
    UserError
        As :func:`load`.
    """
    if beside is None or not path.is_file() or path == beside:
        return load(beside or path)
    content, own = load(beside), load(path)
    for name in own["adapters"].keys() - content["adapters"].keys():
        content["adapters"][name] = own["adapters"][name]
        for category, rows in own["cells"].items():
            if name in rows:
                unit = f"{category}/{name}"
                content["cells"][category][name] = rows[name]
                content["units"][unit] = own["units"][unit]
    return content


def forget_namesake(content: Results, row: Adapter) -> None:
    """Drop what is stored of another row of the same name: one row has the cells of one."""
    stored = content["adapters"].get(row.name, {})
    if stored.get("address", row.name) == row.address or not stored:
        return
    del content["adapters"][row.name]
    for category, rows in content["cells"].items():
        rows.pop(row.name, None)
        content["units"].pop(f"{category}/{row.name}", None)


def load(path: Path = FILE) -> Results:
    """Read and validate results.

    Raises
    ------
    UserError
        If the file is missing, is not JSON, has another form, or breaks the schema; the sentence
        names the place.
    """
    content = json_files.read(path, "; `pytest --benchmark` writes it")
    form = content.get("schema") if isinstance(content, dict) else None
    if type(form) is not int or form != VERSION:
        newer = "a newer" if isinstance(form, int) and form > VERSION else "another"
        raise UserError(
            f"{path}: schema is {repr(form)[:20]}, expected {VERSION}: {newer} version of "
            "configbench wrote it; measure anew with --report-dir, or move it away"
        )
    validate(content, path)
    results: Results = content
    _add_what_is_new(results)
    return results


def _add_what_is_new(content: Results) -> None:
    """Add the categories that there were not when results were written, without a cell."""
    empty: dict[str, Any] = {category.name: {} for category in CATEGORIES}
    content["cells"] = empty | content["cells"]
    listed = {each["name"] for each in content["categories"]}
    new = [category for category in CATEGORIES if category.name not in listed]
    if not new:
        return
    rows = find_all()
    content["categories"] += [_describe(category, rows) for category in new]
    order = [*empty]
    content["categories"].sort(
        key=lambda each: (
            order.index(each["name"]) if each["name"] in order else len(order)
        )
    )


def interrupted(path: Path) -> bool:
    """Whether a file of results is one that an interrupted run has left."""
    return path.is_file() and "interrupted" in load(path)


@cache
def _validator(defined: str = "") -> Callable[[object], object]:
    """Return what checks results, or what the schema defines under a name, against the schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    if defined:
        schema = {"$ref": f"#/$defs/{defined}", "$defs": schema["$defs"]}
    made: Callable[[object], object] = fastjsonschema.compile(schema)
    return made


def validate(content: object, path: Path = FILE, defined: str = "") -> None:
    """Check ``content`` against ``report/schema.json``, or what that defines under a name.

    Raises
    ------
    UserError
        Naming the place of the first fault.
    """
    try:
        _validator(defined)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise UserError(f"{path}: {_told(error)}") from error


def _told(error: fastjsonschema.JsonSchemaValueException) -> str:
    """Return what is said of the first fault: place, expected form, and the value if it is one."""
    said = str(error.message)[:200]
    whole = isinstance(error.value, dict | list)
    return said if whole else f"{said}, but it is {str(error.value)[:60]!r}"


def save(results: Results, path: Path = FILE) -> None:
    """Write results; the file is whole at any moment.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    text = json.dumps(results, indent=1, ensure_ascii=False)
    whole_files.write(path, text + "\n", parents=True)
