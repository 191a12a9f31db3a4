"""Stated cells as results hold them: with the list of their categories and cases."""

from collections.abc import Collection, Mapping
from typing import Any

from report.load import Rows


def stated(
    cells: Mapping[str, Rows],
    *,
    apart: Collection[str] = (),
    **kinds: Mapping[str, str],
) -> dict[str, Any]:
    """Return cells and what the results tell of their categories.

    Parameters
    ----------
    cells
        The cells, by category, row and case.
    apart
        Categories that were measured in an environment of their own.
    kinds
        Cases of a category that are no requests, and their kinds.
    """
    return {
        "categories": [
            {
                "name": name,
                "question": f"What of {name}?",
                "timed": False,
                "environment": "beyond" if name in apart else None,
                "cases": {
                    case: {"kind": kinds.get(name, {}).get(case, "request")}
                    for row in rows.values()
                    for case in row
                    if case != "all"
                },
            }
            for name, rows in cells.items()
        ],
        "cells": dict(cells),
    }
