"""Results of few of the published rows: what is tried of a whole report seldom needs them all."""

from collections.abc import Collection

import pytest

from report import checking, pictures
from report.load import Results


def of_rows(results: Results, names: Collection[str]) -> Results:
    """Return results without all rows but some; what was measured beside them goes, too."""
    return {
        **results,
        "adapters": {name: results["adapters"][name] for name in names},
        "cells": {
            category: {name: cells for name, cells in rows.items() if name in names}
            for category, rows in results["cells"].items()
        },
    }


def checked_alone(names: Collection[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``--check`` know of some rows alone, and no picture be drawn: it takes longest."""
    listed = [each for each in checking._listed() if each["name"] in names]
    monkeypatch.setattr(checking, "_listed", lambda: listed)
    monkeypatch.setattr(pictures, "pictures", lambda *_: {})
