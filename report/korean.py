"""``REPORT.ko.md``: the summary in Korean, for the article's readers; figures from the results."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from report import (
    figures,
    load,
    markdown,
    otherwise,
    parties,
    rendering,
    situations,
    tables,
    text,
    words,
)
from report.figures import Row
from report.load import Results
from report.situations import Compared, Lacking, Situation


def render(results: Results, table: Sequence[Row] | None = None) -> str:
    """Return the whole summary."""
    with words.speaking("ko"):
        return _rendered(results, table)


def _rendered(results: Results, table: Sequence[Row] | None) -> str:
    told = {
        **words.report(),
        **words.words()["korean"],
        "verdicts": words.words()["verdicts"],
    }
    table = figures.rows(results) if table is None else table
    claims: dict[str, Any] = results.get("claims", {})
    verdicts = Counter(each["verdict"] for each in claims.values())
    return rendering.markdown(
        "report.ko.md.j2",
        ko=told,
        columns=[*words.report()["columns"].values()],
        bought=text.bought,
        situations=[
            _answered(told, one) for one in situations.situations(results, table)
        ],
        rows=table,
        linked=markdown.linked,
        shares=text.shares,
        started=text.started,
        ran=text.ran,
        size=text.size,
        mark=otherwise.MARK,
        elsewhere=otherwise.PAGE,
        parties=parties.PAGE if load.parties(results) else "",
        created=results["created"][:10],
        machine=results["machine"],
        claims=claims,
        verdicts=[(said, verdicts[name]) for name, said in told["verdicts"].items()],
        tables=[_table(each) for each in results.get("tables", {}).values()],
    )


def _answered(told: dict[str, Any], one: Situation) -> dict[str, Any]:
    """Return the line of a situation; what has no word in Korean stays in English."""

    def said(one: str | Lacking | Compared) -> str:
        if isinstance(one, Compared):
            return f"{one.one} 대 {one.other}{told['units'].get(one.unit, one.unit)}"
        if isinstance(one, Lacking):
            own = f" {told['phrases']['by_program']}" if one.by_program else ""
            return f"{one.label}{own}"
        return str(told["phrases"].get(one, one))

    return {
        "title": one.title,
        "row": one.row,
        "other": one.runner_up,
        "margin": said(one.margin),
        "gives_up": [said(each) for each in one.gives_up],
        "nearest": None if one.runner_up else one.nearest,
        "lacks": one.lacks,
        "own": len(one.cells),
        "barred": len(one.barred),
        "tied": one.runner_up is not None and one.runner_up.title in one.tied,
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
