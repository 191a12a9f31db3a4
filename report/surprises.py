"""The surprises of a category and of a row, found by a rule and told in words."""

import math
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from report import cells, words
from report.cells import LACKING, WORST
from report.load import Cell, Results

COUNT = 3


def rule() -> str:
    """Return by which rule they are picked, in words."""
    return " ".join(str(words.words()["surprises"]["rule"]).split())


@dataclass(frozen=True)
class Surprise:
    """A cell and why it was picked.

    Attributes
    ----------
    category, name, case
        Where the cell is.
    cell
        Its facts.
    outcome
        Its outcome, or that of the attempt; the empty string for a figure.
    alike, rows
        How many rows have this outcome in this case, and of how many.
    middle
        The middle row's figure, where the surprise is one.
    """

    category: str
    name: str
    case: str
    cell: Cell
    outcome: str
    alike: int
    rows: int
    middle: float = 0.0


def outcome(cell: Cell) -> str:
    """Return the worse of arrival and outcome, or what the obvious spelling did.

    Programs that tried in several ways are ours: nobody types them and is surprised.
    """
    tried = "" if "ways" in cell else str(cell.get("attempt_outcome"))
    if cell["outcome"] in LACKING and tried in WORST and tried != "rejected":
        return tried
    return cells.worst(cell)


def bad(results: Results) -> list[Surprise]:
    """Return the bad cells of the rows under comparison, the most surprising first.

    An outcome that several rows have, and all that have the case, tells them not apart: it is the
    case that is so, and no row of it.
    """
    found = [
        (category, name, case, cell, outcome(cell))
        for category, name, case, cell in cells.every(results)
        if name in results["adapters"]
    ]
    alike = Counter((category, case, said) for category, _, case, _, said in found)
    rows = Counter((category, case) for category, _, case, _, _ in found)
    causes = Counter((category, _cause(cell)) for category, _, _, cell, _ in found)
    picked = [
        Surprise(
            category,
            name,
            case,
            cell,
            said,
            alike[category, case, said],
            rows[category, case],
        )
        for category, name, case, cell, said in found
        if said in WORST and not 1 < alike[category, case, said] == rows[category, case]
    ]
    # Sorting is stable: what is alike in all of these stays in the order of the report.
    return sorted(
        picked,
        key=lambda one: (
            WORST[one.outcome],
            one.cell["by"] != "library",
            one.alike,
            causes[one.category, _cause(one.cell)],
        ),
    )


def _cause(cell: Cell) -> str | None:
    return next(iter(cells.causes(cell)), None)


def of_category(
    results: Results, category: str, ranked: list[Surprise]
) -> list[Surprise]:
    """Return the three surprises of a category; ``ranked`` are all bad cells."""
    found = _one_a_cause([one for one in ranked if one.category == category])
    return [*found, *_figures(results, category)][:COUNT]


def of_row(name: str, ranked: list[Surprise]) -> list[Surprise]:
    """Return the three worst cells of a row, or fewer."""
    return _one_a_cause([one for one in ranked if one.name == name])


def _one_a_cause(ranked: list[Surprise]) -> list[Surprise]:
    seen: dict[str, Surprise] = {}
    for one in ranked:
        seen.setdefault(_cause(one.cell) or f"{one.name}/{one.case}", one)
    return list(seen.values())[:COUNT]


def _figures(results: Results, category: str) -> list[Surprise]:
    """Return the figures that are farthest from the middle row's, one a row."""
    by_case: dict[str, dict[str, float]] = {}
    for name, row in results["cells"][category].items():
        for case, cell in row.items():
            value = cells.measured(cell)
            # The lowest and the highest of a few rounds are no interval: they surprise nobody.
            if value and name in results["adapters"] and not cell.get("range"):
                by_case.setdefault(case, {})[name] = value[0]
    ranked = []
    for case, values in by_case.items():
        middle = statistics.median(values.values())
        for name, number in values.items():
            # One is added on both sides, so that nothing compared with little is not infinite.
            far = abs(math.log((max(number, 0) + 1) / (max(middle, 0) + 1)))
            cell = results["cells"][category][name][case]
            ranked.append(
                (far, Surprise(category, name, case, cell, "", 1, len(values), middle))
            )
    ranked.sort(key=lambda pair: -pair[0])
    first: dict[str, Surprise] = {}
    for far, one in ranked:
        if far > 0:
            first.setdefault(one.name, one)
    return list(first.values())


class Told(NamedTuple):
    """A surprise in words: how it came out, what the cell tells of that, its cause, how rare it is.

    What the cell tells, and the cause, are of the results: English in every language.
    """

    came_out: str
    detail: str
    cause: str
    alike: str


def sentence(results: Results, one: Surprise) -> str:
    """Return a surprise in words, without marks of any format: ``title: …``."""
    said = told(results, one)
    if not one.outcome:
        return said.came_out
    came_out = ": ".join(filter(None, said[:2])) + "."
    return " ".join(filter(None, (came_out, *said[2:])))


def told(results: Results, one: Surprise) -> Told:
    """Return a surprise in words, in parts."""
    form = words.words()["surprises"]
    if not one.outcome:
        value = cells.measured(one.cell)
        assert value is not None  # noqa: S101 - a figure's surprise has a figure
        number, unit, digits = value
        figures = {
            "figure": f"{number:.{digits}f}",
            "middle": f"{one.middle:.{digits}f}",
        }
        figure = form["figure"].format(unit=cells.unit(unit), **figures)
        return Told(figure, "", "", "")
    came_out = cells.word(one.outcome)
    if one.cell["outcome"] in LACKING:
        came_out = form["lacking"].format(said=came_out)
    cause = _cause(one.cell)
    why = results["causes"].get(cause, "") if cause else ""
    shared = "alone_asked" if one.rows == 1 else "several"
    tail = form["alone" if one.alike == 1 < one.rows else shared]
    tail = tail.format(alike=one.alike, rows=one.rows)
    return Told(came_out, one.cell.get("detail", "").rstrip(":. "), why, tail)
