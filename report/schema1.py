"""Results of schema 1 in the form of schema 2, for whoever compares with results from before."""

from collections.abc import Iterator
from typing import Any

VERSION = 1

#: The categories of schema 1, in the order of its report; the last three were measured apart.
CATEGORIES = (
    "lines", "change", "overrides", "roundtrip", "safety", "startup", "scaling", "remote", "sweep",
    "ranks",
)  # fmt: skip
_TIMED = ("startup", "scaling")
_APART = ("remote", "sweep", "ranks")

#: Mistakes that schema 1 did not call so; in overrides it told the kind of each cell.
_MISTAKES = {
    "roundtrip": {"fault/killed", "fault/disk_full", "fault/not_writable"},
    "startup": {"mistake"},
    "ranks": {"other_config"},
}

#: What a cell of overrides could be beside a task.
_KINDS = ("mistake", "observation")

#: ``silent`` is not here: what it became depends on what was asked.
_OUTCOMES = {"retyped": "type_changed", "loud": "rejected", "skipped": "unmeasured"}

#: Facts that are outcomes, in a cell or in what a cell holds.
_JUDGED = ("outcome", "attempt_outcome", "arrival", "fate")

#: Facts with another name.
_FACTS = {"retyped": "type_changed"}


def upgraded(content: dict[str, Any]) -> dict[str, Any]:
    """Return results of schema 1 in the form of schema 2; the given ones stay as they are.

    Whatever has not the form that schema 1 wrote is left alone: it is for the schema to refuse.
    """
    kept = {key: value for key, value in content.items() if key not in CATEGORIES}
    rows = {name: _mapping(content.get(name)) for name in CATEGORIES}
    kinds = {name: _kinds(name, rows[name]) for name in CATEGORIES}
    return {
        **kept,
        "schema": 2,
        "categories": [
            {
                "name": name,
                "question": f"What was measured of {name}?",
                "timed": name in _TIMED,
                "environment": "beyond" if name in _APART else None,
                "cases": {case: {"kind": kind} for case, kind in kinds[name].items()},
            }
            for name in CATEGORIES
        ],
        "cells": {
            name: {
                row: {
                    case: _cell(cell, kinds[name].get(case, "request"))
                    for case, cell in cells.items()
                }
                if isinstance(cells, dict)
                else cells
                for row, cells in rows[name].items()
            }
            for name in CATEGORIES
        },
    }


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _kinds(category: str, rows: dict[str, Any]) -> dict[str, str]:
    """Return the kind of every case that a row of the category has."""
    found: dict[str, str] = {}
    for case, cell in _cells(rows):
        certain = category == "safety" or case in _MISTAKES.get(category, ())
        told = "mistake" if certain else cell.get("kind")
        found.setdefault(case, told if told in _KINDS else "request")
    return found


def _cells(rows: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for cells in rows.values():
        for case, cell in _mapping(cells).items():
            if case != "all":
                yield case, _mapping(cell)


def _cell(cell: Any, kind: str) -> Any:
    """Return a cell in the words of schema 2, with all its other facts."""
    if not isinstance(cell, dict):
        return cell
    told = {key: value for key, value in cell.items() if key != "kind"}
    if told.get("by") == "hand":
        told["by"] = "adapter"
    return _judged(told, kind)


def _judged(fact: Any, kind: str) -> Any:
    """Return a fact with the outcomes of schema 2, however deep they stand in it."""
    if isinstance(fact, list):
        return [_judged(each, kind) for each in fact]
    if not isinstance(fact, dict):
        return fact
    return {
        _FACTS.get(key, key): _outcome(value, kind)
        if key in _JUDGED
        else _judged(value, kind)
        for key, value in fact.items()
    }


def _outcome(word: Any, kind: str) -> Any:
    if word == "silent":
        return "accepted" if kind == "mistake" else "wrong_value"
    return _OUTCOMES.get(word, word) if isinstance(word, str) else word
