"""``REPORT.ko.md``: the report in Korean, for the article's readers, with the article's claims."""

from collections.abc import Sequence
from typing import Any

from report import claims, markdown, tables, words
from report.figures import Row
from report.load import Results

LANGUAGE = "ko"


def render(results: Results, table: Sequence[Row] | None = None) -> str:
    """Return the whole report; a table that is given must be made while Korean is spoken."""
    with words.speaking(LANGUAGE):
        return markdown.render(results, table, claims=_executed(results))


def _executed(results: Results) -> dict[str, Any] | None:
    """Return what was executed of the article, whose readers these are, and of public tables."""
    if not claims.executed(results):
        return None
    article = results.get("claims", {})
    return {
        "words": words.words(),
        "claims": article,
        "counted": claims.counted(article),
        "tables": [_table(each) for each in results.get("tables", {}).values()],
    }


def _table(table: dict[str, Any]) -> dict[str, Any]:
    found = list(tables.tabled(table))
    return {
        "title": table["title"],
        "page": table["page"],
        "cells": len(found),
        "differing": [
            {
                "library": table["libraries"][each.library]["title"],
                "statement": table["statements"][each.statement]["title"],
                "sign": each.sign,
            }
            for each in found
            if each.differs
        ],
    }
