"""Results of few of the published rows: what is tried of a whole report seldom needs them all."""

from collections.abc import Collection
from functools import cache

import pytest

from report import checking, pictures
from report.load import Results


def of_rows(
    results: Results, names: Collection[str], beside: Collection[str] = ()
) -> Results:
    """Return results without all rows but some, and some of what was measured beside them."""
    kept = {*names, *beside}
    return {
        **results,
        "adapters": {name: results["adapters"][name] for name in names},
        "cells": {
            category: {name: cells for name, cells in rows.items() if name in kept}
            for category, rows in results["cells"].items()
        },
    }


def checked_alone(names: Collection[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``--check`` know of some rows alone, and no picture be drawn: it takes longest."""
    listed = [each for each in _listed() if each["name"] in names]
    monkeypatch.setattr(checking, "_listed", lambda: listed)
    undrawn(monkeypatch)


def listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``--check`` ask the harness once which rows there are, in all tests of a process."""
    monkeypatch.setattr(checking, "_listed", _listed)


def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no picture be drawn."""
    monkeypatch.setattr(pictures, "pictures", lambda *_: {})


_listed = cache(checking._listed)
