"""What the first page of the site shows: what to choose, all rows, and what to filter them by."""

from dataclasses import dataclass
from typing import Any

from report import cells, figures, load, needs
from report.figures import Row
from report.load import Cell, Results
from report.markdown import KEY
from report.needs import Need
from report.surprises import RULE
from report.text import footnotes, here, size, started, tied

TITLE = "Which configuration manager for a PyTorch project?"

#: Whose doing a reader may count, from the strictest.
_ANSWERS = {
    "by the library alone": "library",
    "or by the program, as documented": "library documented",
    "or by any piece of the program": "library documented adapter",
}


def told(results: Results) -> dict[str, Any]:
    """Return what the page is told, but for its surprises."""
    table, found, cases = figures.rows(results), needs.needs(results), _cases(results)
    return {
        "interrupted": len(results.get("interrupted", {}).get("done", ())),
        "chosen": figures.needs(table),
        "needs": found,
        "cases": cases,
        "answers": _ANSWERS,
        "rows": [_row(results, row, found, cases) for row in table],
        "footnotes": footnotes(table),
        "key": KEY,
        "rule": RULE,
    }


def _cases(results: Results) -> list[str]:
    groups = cells.families(results, "overrides")
    return [case for cases in groups.values() for case in cases]


def _row(
    results: Results, row: Row, found: list[Need], cases: list[str]
) -> dict[str, Any]:
    mine = load.rows(results, "overrides").get(row.name, {})
    met = [f"{need.id}:{need.met[row.name]}" for need in found if row.name in need.met]
    return {
        **{key: getattr(row, key) for key in ("name", "title", "library", "faults")},
        "note": row.note.replace("`", ""),
        "needs": " ".join(met),
        "cases": "".join(_met(mine.get(case)) for case in cases),
        "figures": [] if row.note else _figures(row),
    }


def _met(cell: Cell | None) -> str:
    """Return a letter a case; the script compares it with those of the parties that count."""
    if cell is None or cell["outcome"] != "right":
        return "-"
    return cells.party(cell)[0]


@dataclass(frozen=True)
class Figure:
    """A figure of the first table.

    Attributes
    ----------
    shown, also
        What stands there, and what in small print below it.
    sort
        By what it is sorted.
    opens, href
        The cells that it stands for, or a place on another page.
    words
        Whether it is words, and no number.
    """

    shown: object
    sort: object = None
    opens: str = ""
    also: str = ""
    href: str = ""
    words: bool = False


def _figures(row: Row) -> list[Figure]:
    wrong, changed, name = row.silently_wrong, row.type_changed, row.name
    opens = f"overrides/{name}/={','.join(cells.SILENTLY_WRONG)}"
    adapter = f"program {row.silently_wrong_by_adapter}"
    rerun = {True: "yes", False: "NO", None: ""}[row.reruns]
    start = f"startup/{name}/default" if row.other_run is None else ""
    torch = "imports torch" if row.torch else ""
    return [
        Figure(row.lines, row.lines, f"lines/{name}/total"),
        Figure(wrong, _share(wrong), opens, adapter),
        Figure(changed, _share(changed), f"overrides/{name}/=type_changed"),
        Figure(rerun, rerun, f"roundtrip/{name}/run", words=True),
        Figure(started(row), row.ratio and row.ratio[0], start, torch),
        Figure(here(row), row.startup and row.startup[0], start),
        Figure(tied(row), words=True),
        Figure(size(row), row.mib, href=f"rows.html#{name}"),
    ]


def _share(rate: figures.Rate | None) -> float | None:
    return rate.count / rate.tried if rate is not None and rate.tried else None
