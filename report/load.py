"""Reading ``report/results.json``."""

import functools
import json
import tomllib
from pathlib import Path
from typing import Any

import fastjsonschema

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "schema.json"
WORDS = HERE / "words.toml"

#: The axes, in the order of the report.
AXES = ("lines", "change", "overrides", "roundtrip", "safety", "startup", "scaling")
#: Axes of `make benchmark-beyond`: results without them are whole.
BEYOND = ("remote", "sweep", "ranks")

Results = dict[str, Any]


class ReportError(Exception):
    """The message is one sentence that names the file and the place in it."""


@functools.cache
def words() -> dict[str, Any]:
    """Return what axes, families and needs are called: ``report/words.toml``."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@functools.cache
def _known() -> tuple[str, ...]:
    """Return every axis that results may have: those of each run, then the rest."""
    properties = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]
    of_cells = [
        key for key, form in properties.items() if form.get("$ref") == "#/$defs/axis"
    ]
    return tuple(dict.fromkeys([*AXES, *of_cells]))


def axes(results: Results) -> list[str]:
    """Return the axes of which results have a cell, in the order of the report."""
    return [axis for axis in _known() if any(results.get(axis, {}).values())]


def load(path: Path) -> Results:
    """Read results that are valid against ``report/schema.json``.

    Raises
    ------
    ReportError
        If the file is missing, is not JSON, or breaks the schema.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ReportError(
            f"{path}: not found; `pytest --benchmark` writes it"
        ) from error
    except (OSError, ValueError) as error:
        raise ReportError(f"{path}: cannot be read: {error}") from error
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    try:
        fastjsonschema.compile(schema)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise ReportError(f"{path}: {str(error.message)[:200]}") from error
    # Results from before an axis existed have no cell of it.
    results: Results = {axis: {} for axis in AXES} | content
    for axis in axes(results):
        results[axis] = _ordered(results[axis], list(results["adapters"]))
    return results


def _ordered(axis: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return the rows of an axis in the order of the comparison, however it was measured.

    What was measured beside them stays before them if it came first, and follows them otherwise.
    """
    compared = [name for name in names if name in axis]
    stored = list(axis)
    first = next((stored.index(name) for name in stored if name in names), len(stored))
    others = [name for name in stored[first:] if name not in names]
    return {name: axis[name] for name in [*stored[:first], *compared, *others]}
