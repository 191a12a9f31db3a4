"""What each picture shows: figures of the first table and of cells, and a sentence on them."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from report import cells, figures, load, situations, words
from report.dividing import impurity
from report.figures import Row
from report.load import Cell, Results
from report.written import ROLES

#: Lines of the map; more would be longer than anybody reads.
LINES = 100

Interval = tuple[float, float, float]
Rows = Sequence[Row]


def said(picture: str, key: str) -> str:
    """Return words of a picture, in the language that is spoken."""
    return str(words.words()["pictures"][picture][key])


class Shown(Protocol):
    """What a picture shows; false where that is nothing."""

    def told(self) -> str:
        """Return it in a sentence or two."""


# Right, by lines


@dataclass(frozen=True)
class Right:
    """Requests right by the library against lines of code, and what the lines buy."""

    rows: list[Row]
    bought: dict[str, str]

    def told(self) -> str:
        """Return who stands at the edges."""
        rows = len(self.rows)
        bought = [
            said("right", "bought").format(
                means=means.replace("`", ""),
                count=sum(key in row.bought for row in self.rows),
                rows=rows,
            )
            for key, means in self.bought.items()
        ]
        return said("right", "told").format(
            rows=rows,
            most=_best(self.rows, lambda row: -mean(row)),
            share=f"{max(map(mean, self.rows)):.0%}",
            least=_best(self.rows, lambda row: row.lines or 0),
            lines=min(row.lines or 0 for row in self.rows),
            bought="; ".join(bought),
        )


def mean(row: Row) -> float:
    """Return the share of requests that are right by the library."""
    return row.right.mean if row.right else 0.0


def _best(rows: Iterable[Row], key: Callable[[Row], float]) -> str:
    """Return the titles of the rows that are first by a key."""
    ranked = sorted(rows, key=key)
    return ", ".join(row.plain for row in ranked if key(row) == key(ranked[0]))


def right(_: Results, rows: Rows) -> Right | None:
    """Return the rows that have both figures."""
    kept = [row for row in rows if row.lines is not None and row.right is not None]
    bought = {each["id"]: each["means"] for each in words.words().get("bought", ())}
    return Right(kept, bought) if kept else None


# The map


@dataclass(frozen=True)
class Line:
    """A test case in which rows differ: what it belongs to, its name, its cell by row."""

    group: str
    case: str
    cells: Mapping[str, Cell]

    def divides(self) -> float:
        """Return how often two rows differ; what is not measured differs from nothing."""
        outcomes = [cells.worst(cell) for cell in self.cells.values()]
        measured = [outcome for outcome in outcomes if outcome != "unmeasured"]
        return impurity(measured) if measured else 0.0


@dataclass(frozen=True)
class Map:
    """Test cases by rows; ``differ`` of all cases do so, and those that divide most are here."""

    rows: list[Row]
    lines: list[Line]
    differ: int
    asked: int

    def told(self) -> str:
        """Return what was chosen, and who has the most places right and silently wrong."""
        outcomes = {
            row.plain: [
                cells.worst(line.cells[row.name])
                for line in self.lines
                if row.name in line.cells
            ]
            for row in self.rows
        }
        lines = len(self.lines)
        chosen = said("map", "chosen").format(lines=lines, differ=self.differ)
        return said("map", "told").format(
            rows=len(self.rows),
            chosen=chosen if lines < self.differ else self.differ,
            asked=self.asked,
            right=_most(outcomes, ("right",)),
            wrong=_most(outcomes, cells.SILENTLY_WRONG),
        )


def _most(outcomes: Mapping[str, Sequence[str]], some: Container[str]) -> str:
    """Return whose outcomes are most often among some, and how often: ``a, b (3)``."""
    counts = {
        name: sum(each in some for each in found) for name, found in outcomes.items()
    }
    most = max(counts.values())
    names = [name for name, count in counts.items() if count == most]
    return f"{', '.join(names)} ({most})"


def map_(results: Results, rows: Rows) -> Map | None:
    """Return the cases in which outcomes differ, those that divide most, in the order of all."""
    asked = [
        line
        for name in load.categories(results)
        for line in _cases(results, name)
        if len(line.cells) >= len(rows) / 2
    ]
    differ = [line for line in asked if line.divides()]
    kept = sorted(differ, key=Line.divides, reverse=True)[:LINES]
    chosen = {id(line) for line in kept}
    lines = [line for line in differ if id(line) in chosen]
    met = {name for line in lines for name in line.cells}
    kept_rows = [row for row in rows if row.name in met]
    return Map(kept_rows, lines, len(differ), len(asked)) if lines else None


def _cases(results: Results, category: str) -> Iterable[Line]:
    """Yield the cases of a category that are judged and not timed."""
    if load.described(results, category)["timed"]:
        return
    listed = load.listed(results, category)
    titles = words.families(category)
    for family, cases in cells.families(results, category).items():
        called = titles.get(family, family).partition(":")[0].replace("`", "")
        group = ": ".join(filter(None, (words.title(category), called)))
        for case in cases:
            if listed.get(case, {}).get("kind") == "observation":
                continue
            found = {
                name: row[case]
                for name, row in load.rows(results, category).items()
                if case in row and name in results["adapters"]
            }
            yield Line(group, case.removeprefix(f"{family}/"), found)


# Start-up


@dataclass(frozen=True)
class Startup:
    """Times the baseline's time: by panel and title, each with its interval."""

    titles: list[str]
    panels: dict[str, dict[str, Interval]]

    def told(self) -> str:
        """Return the extremes of each panel."""
        panels = []
        for panel, found in self.panels.items():
            medians = {name: ends[0] for name, ends in found.items()}
            panels.append(f"{panel}: {_ends(medians, '.3g')}")
        return said("startup", "told").format(panels="; ".join(panels))


def startup(_: Results, rows: Rows) -> Startup | None:
    """Return what a start takes before ``--help`` and in a run, where each was measured."""
    panels = {
        said("startup", "bare"): {row.plain: row.start for row in rows},
        said("startup", "run"): {row.plain: row.run for row in rows},
    }
    timed = {
        panel: {name: ends for name, ends in found.items() if ends and min(ends) > 0}
        for panel, found in panels.items()
    }
    kept = {panel: found for panel, found in timed.items() if found}
    titles = [
        row.plain for row in rows if any(row.plain in each for each in kept.values())
    ]
    return Startup(titles, kept) if kept else None


# Stacks


@dataclass(frozen=True)
class Stacks:
    """A bar a row: what its parts are worth, and the sum as it is told.

    Attributes
    ----------
    unit
        What a value is.
    parts
        What each part is called.
    bars
        Values by title, in the order of the parts.
    wholes
        What all of a bar is worth, by title.
    shares
        Whether all bars are of one length.
    """

    unit: str
    parts: list[str]
    bars: dict[str, list[float]]
    wholes: dict[str, float]
    shares: bool = False

    def told(self) -> str:
        """Return the ends, and which part is the largest of how many bars."""
        largest = Counter(
            self.parts[values.index(max(values))] for values in self.bars.values()
        )
        parts = [f"{part} ({count})" for part, count in largest.most_common()]
        told: str = words.words()["drawn"]["stack"]
        return told.format(
            unit=f"{self.unit[:1].upper()}{self.unit[1:]}",
            rows=len(self.bars),
            ends=_ends(self.wholes, ".0f"),
            parts=", ".join(parts),
        )


def _ends(values: Mapping[str, float], digits: str) -> str:
    """Return who has the least and who the most: ``from a (1) to b (2)``."""
    ranked = sorted(values, key=values.__getitem__)
    ends = [f"{name} ({values[name]:{digits}})" for name in (ranked[0], ranked[-1])]
    told: str = words.words()["drawn"]["ends"]
    return told.format(least=ends[0], most=ends[1])


#: What a start consists of beside the roles, by path of its fact.
_SPENT = {
    "interpreter": ("interpreter",),
    "library": ("imports", "library"),
    "python": ("imports", "python"),
    "other": ("imports", "other"),
}

#: The share of a start from which a part of it is shown by itself.
_SEEN = 0.05


def where(results: Results, rows: Rows) -> Stacks | None:
    """Return where the time of each start goes; what is nowhere a visible part is the rest."""
    starts = {
        name: cell
        for name, cell in _of_rows(results, rows, "startup", "where").items()
        if _at(cell, "total") > 0
    }
    parts = words.words()["pictures"]["where"]["parts"]
    paths = {parts[part]: path for part, path in _SPENT.items()} | {
        role(name): ("roles", name) for name in _roles(starts.values())
    }
    seen = {
        part: path
        for part, path in paths.items()
        if any(
            _at(cell, *path) >= _SEEN * _at(cell, "total") for cell in starts.values()
        )
    }
    bars = {}
    for name, cell in starts.items():
        values = [_at(cell, *path) * 1e3 for path in seen.values()]
        bars[name] = [*values, max(_at(cell, "total") * 1e3 - sum(values), 0.0)]
    wholes = {name: _at(cell, "total") * 1e3 for name, cell in starts.items()}
    names = [*seen, parts["rest"]]
    return _stacks(said("where", "unit"), names, bars, wholes, shares=True)


def role(name: str) -> str:
    """Return what lines and time are for, in words; a role that nobody knows under its name."""
    return str(words.words()["roles"].get(name, name))


def _roles(found: Iterable[Cell]) -> list[str]:
    """Return the roles that cells tell of, in our order and then in theirs."""
    met = dict.fromkeys(
        role
        for cell in found
        if isinstance(cell.get("roles"), dict)
        for role in cell["roles"]
    )
    known = [role for role in ROLES if role in met]
    return known + [role for role in met if role not in {*ROLES, "help"}]


def lines(results: Results, rows: Rows) -> Stacks | None:
    """Return the lines of each row by what they are for, those for help left out."""
    found = {
        name: cell
        for name, cell in _of_rows(results, rows, "lines", "total").items()
        if isinstance(cell.get("roles"), dict)
    }
    roles = _roles(found.values())
    bars = {
        name: [_at(cell, "roles", each) for each in roles] + [_at(cell, "config")]
        for name, cell in found.items()
    }
    wholes = {name: sum(values) for name, values in bars.items()}
    parts = [*map(role, roles), said("lines", "config")]
    return _stacks(said("lines", "unit"), parts, bars, wholes)


def _stacks(
    unit: str,
    parts: Sequence[str],
    bars: dict[str, list[float]],
    wholes: dict[str, float],
    *,
    shares: bool = False,
) -> Stacks | None:
    """Return stacks without bars and parts in which there is nothing."""
    bars = {name: values for name, values in bars.items() if sum(values) > 0}
    some = [any(values) for values in zip(*bars.values(), strict=True)]
    kept = {
        name: list(itertools.compress(values, some)) for name, values in bars.items()
    }
    names = list(itertools.compress(parts, some))
    return Stacks(unit, names, kept, wholes, shares=shares) if bars else None


def _of_rows(results: Results, rows: Rows, category: str, case: str) -> dict[str, Cell]:
    """Return the cell of each row by title, in the order of the first table."""
    found = load.rows(results, category)
    return {
        row.plain: found[row.name][case]
        for row in rows
        if case in found.get(row.name, {})
    }


def _at(cell: Cell, *path: str) -> float:
    """Return a number that is not negative, or nothing, whatever stands there."""
    fact: Any = cell
    for key in path:
        fact = fact.get(key) if isinstance(fact, dict) else None
    number = isinstance(fact, int | float) and not isinstance(fact, bool)
    return max(float(fact), 0.0) if number else 0.0


# Scaling


@dataclass(frozen=True)
class Curves:
    """Milliseconds to load by number of settings, of each row."""

    curves: dict[str, list[tuple[int, float]]]

    def told(self) -> str:
        """Return who takes least and most with the most settings, and how many came so far."""
        most = max(points[-1][0] for points in self.curves.values())
        times = {
            name: points[-1][1]
            for name, points in self.curves.items()
            if points[-1][0] == most
        }
        return said("scaling", "told").format(
            size=f"{most:,}",
            ends=_ends(times, ".3g"),
            count=len(times),
            rows=len(self.curves),
        )


def scaling(results: Results, rows: Rows) -> Curves | None:
    """Return the rows that loaded at least two sizes."""
    found = {}
    for row in rows:
        points = sorted(
            (int(size[1]), value[0])
            for case, cell in load.rows(results, "scaling").get(row.name, {}).items()
            if (size := re.fullmatch(r"load/(\d+)", case))
            and (value := cells.measured(cell))
            and value[0] > 0
            and int(size[1]) > 0
        )
        if points[1:]:
            found[row.plain] = points
    return Curves(found) if found else None


@dataclass(frozen=True)
class Questions:
    """The decision path.

    Attributes
    ----------
    steps
        Questions in their order, each with what *yes* leads to; *no* leads to the next.
    otherwise
        What the last *no* leads to.
    """

    steps: Sequence[tuple[str, str]]
    otherwise: str

    def told(self) -> str:
        """Return the path in words."""
        asked = [
            said("path", "step").format(question=question, answer=answer)
            for question, answer in self.steps
        ]
        return said("path", "then").join([*asked, f"{self.otherwise}."])


def path(results: Results, rows: Rows) -> Questions | None:
    """Return the decision path, where the answers are known."""
    answers = situations.situations(results, rows)
    return (
        Questions(*situations.path(answers))
        if any(one.row for one in answers)
        else None
    )


#: What each picture shows, by its name.
_FINDS: dict[str, Callable[[Results, Rows], Shown | None]] = {
    "right": right,
    "map": map_,
    "startup": startup,
    "where": where,
    "lines": lines,
    "scaling": scaling,
    "path": path,
}


def found(
    results: Results, table: Rows | None = None, names: Iterable[str] = _FINDS
) -> dict[str, Shown]:
    """Return what there is to show, of all pictures or of those named."""
    wanted = [name for name in names if name in _FINDS]
    rows = figures.rows(results) if wanted and table is None else table or ()
    kept = {name: _FINDS[name](results, rows) for name in wanted}
    return {name: each for name, each in kept.items() if each}
