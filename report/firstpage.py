"""What the first page of the site shows: the answers, all rows, and what to filter them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from report import cells, load, needs, surprises, words
from report.figures import Interval, Row
from report.load import Cell, Results
from report.needs import Need
from report.situations import Situation
from report.text import bought, footnotes, ran, shares, size, started

#: Whose doing a reader may count, from the strictest.
_ANSWERS = ("library", "documented", "adapter")


def told(
    results: Results, table: Sequence[Row], answered: list[Situation]
) -> dict[str, Any]:
    """Return what the page is told, but for its surprises and pictures."""
    found, cases = needs.needs(results), _cases(results)
    return {
        "words": words.report(),
        "interrupted": len(results.get("interrupted", {}).get("done", ())),
        "situations": answered,
        "needs": found,
        "cases": cases,
        "answers": [
            (words.words()["site"]["answers"][by], " ".join(_ANSWERS[: number + 1]))
            for number, by in enumerate(_ANSWERS)
        ],
        "rows": [_row(results, row, found, cases) for row in table],
        "footnotes": footnotes(table),
        "rule": surprises.rule(),
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
        "row": row,
        "needs": " ".join(met),
        "cases": "".join(_met(mine.get(case)) for case in cases),
        "figures": [] if row.note else _figures(row),
    }


def _met(cell: Cell | None) -> str:
    """Return a letter a case; the script compares it with those of the parties that count."""
    if cell is None or cell["outcome"] != "right":
        return "-"
    return cells.party(cell)[0]


def named(row: Row) -> list[tuple[str, "Figure"]]:
    """Return the figures of a row, each with what its column is called."""
    columns = list(words.report()["columns"].values())[: len(_figures(row))]
    return [
        (column["title"], figure)
        for column, figure in zip(columns, _figures(row), strict=True)
        if not row.note
    ]


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
    also: object = ""
    href: str = ""
    words: bool = False


def _figures(row: Row) -> list[Figure]:
    name, right = row.name, row.right
    counted, rejected, harm = f"counted/{name}", row.rejected, row.harm_share
    return [
        Figure(row.rank, row.rank and row.rank.place, f"{counted}/harm"),
        Figure(harm and harm.per_mille, harm and harm.mean, f"{counted}/harm"),
        Figure(shares(row), right and right.mean, f"{counted}/right", right),
        Figure(rejected, rejected and rejected.mean, f"{counted}/rejected"),
        Figure(row.wrong, row.wrong, f"{counted}/wrong"),
        Figure(row.accepted, row.accepted, f"{counted}/accepted"),
        Figure(row.lines, row.lines, f"lines/{name}/total"),
        Figure(bought(row), len(row.bought) or None, f"must/{name}/bought", words=True),
        _time(row, "default", started(row), row.start, row.start_here),
        _time(row, "with_torch", ran(row), row.run, row.run_here),
        Figure(size(row), row.mib, href=f"row-{name}"),
    ]


def _time(
    row: Row, case: str, told: str, ratio: Interval | None, here: float | None
) -> Figure:
    """Return how many times the baseline's time a start takes, and below it how sure that is."""
    if ratio is None:
        return Figure(None)
    times, _, between = told.partition(" ")
    if row.other_run:
        of_another = words.words()["row"]["of_another_run"].format(told=between)
        return Figure(times, ratio[0], also=of_another)
    above = "" if here is None else f", {here:.1f} ms"
    return Figure(times, ratio[0], f"startup/{row.name}/{case}", between + above)
