"""Test cases, and which rows come out alike in each: what the page of a category is made of."""

import statistics
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from report import cells, load, words
from report.cells import LACKING, WORST
from report.load import Cell, Results, Rows

#: Outcomes of cells in which nothing was asked of the row.
_NOT_ASKED = ("not_applicable", "unmeasured")

#: From the best to what was not asked.
_ORDER = ["right", *WORST, *LACKING, *_NOT_ASKED]

#: Rows and test cases are named up to here, and counted beyond.
_NAMED = 3

#: Units of figures that add up.
_ADDS_UP = ("lines", "lines touched")


@dataclass(frozen=True)
class Group:
    """Rows that come out alike in a test case.

    Attributes
    ----------
    said
        How: an outcome, the word of a canary, or a figure.
    outcome
        The outcome that it is ranked by.
    figure
        The number, where a figure is what the cell is read for.
    rows
        The rows, and who answers for each, as a mark.
    """

    said: str
    outcome: str
    figure: float | None
    rows: tuple[tuple[str, str], ...]

    @property
    def bad(self) -> bool:
        """Whether somebody should look."""
        return self.outcome in WORST

    @property
    def asked(self) -> bool:
        """Whether anything was asked of the rows."""
        return self.outcome not in _NOT_ASKED

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the rows."""
        return tuple(name for name, _ in self.rows)

    @property
    def own(self) -> int:
        """In how many rows the library itself answers."""
        return sum(not mark for _, mark in self.rows)

    @property
    def mark(self) -> str | None:
        """Who answers, if it is the same party in all rows."""
        marks = {mark for _, mark in self.rows}
        return marks.pop() if len(marks) == 1 else None


@dataclass(frozen=True)
class Case:
    """A test case: what it asks, and its groups of rows, the best first."""

    name: str
    asks: str
    groups: tuple[Group, ...]

    @property
    def asked(self) -> tuple[Group, ...]:
        """The groups of rows that were asked."""
        return tuple(group for group in self.groups if group.asked)

    @property
    def counted(self) -> Group | None:
        """The group of which the number says enough: the largest, if it is no figure's."""
        largest = max(self.groups, key=lambda group: len(group.rows))
        return largest if largest.figure is None else None

    @property
    def right(self) -> int:
        """How many rows do it rightly."""
        return sum(len(each.rows) for each in self.groups if each.outcome == "right")

    @property
    def rows(self) -> int:
        """How many rows were asked."""
        return sum(len(group.rows) for group in self.asked)


@dataclass(frozen=True)
class Alike:
    """Test cases in which all rows that were asked come out the same."""

    said: str
    right: bool
    names: tuple[str, ...]
    rows: int
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Family:
    """A family of test cases.

    Attributes
    ----------
    title
        Empty where there is one family only.
    ours
        Whether the title is ours, or what the results call it.
    cases
        How many there are.
    differing
        Those in which rows differ, together where the same rows come out the same.
    alike
        Those in which no row does.
    """

    name: str
    title: str
    ours: bool
    cases: int
    differing: tuple[tuple[Case, ...], ...]
    alike: tuple[Alike, ...]


def said(cell: Cell) -> str:
    """Return how a cell came out, in words: what rows are grouped by.

    >>> said({"outcome": "right", "earlier": "overwritten"})
    'right, what was there overwritten'
    """
    told, figure, form = called(cell), cells.figure(cell), words.words()["came_out"]
    if isinstance(earlier := cell.get("earlier"), str):
        was = words.words()["earlier"].get(earlier, earlier)
        told = form["was_there"].format(told=told, earlier=was)
    if figure in {"", told}:
        return told
    if told == cells.word("right"):
        return figure
    return str(form["figure"].format(told=told, figure=figure))


def called(cell: Cell) -> str:
    """Return what a canary, or the outcome of another cell, is called.

    >>> called({"outcome": "right", "arrival": "type_changed"})
    'type changed on arrival'
    """
    if isinstance(cell.get("safety"), str):
        return cells.canary(cell["safety"])
    arrival, outcome = cells.arrival(cell), cell["outcome"]
    if arrival == "right":
        return cells.word(outcome)
    form = words.words()["came_out"]
    told = str(form["on_arrival"].format(word=cells.word(arrival)))
    if outcome in {"right", arrival}:
        return told
    return str(form["then"].format(told=told, word=cells.word(outcome)))


def case(results: Results, category: str, name: str, rows: Rows) -> Case:
    """Return a test case with the rows that have it, grouped."""
    found: dict[tuple[int, float, str], list[str]] = {}
    for row, own in rows.items():
        if (cell := own.get(name)) is not None:
            found.setdefault(_rank(cell), []).append(row)
    groups = []
    for key, names in sorted(found.items()):
        first = rows[names[0]][name]
        value = cells.measured(first)
        marked = tuple((row, cells.mark(rows[row][name])) for row in names)
        number = None if value is None else value[0]
        groups.append(Group(key[-1], cells.worst(first), number, marked))
    asked = load.listed(results, category).get(name, {}).get("intent", "")
    asks = words.intent(category, name, asked)
    return Case(name, asks, tuple(groups))


def _rank(cell: Cell) -> tuple[int, float, str]:
    value = cells.measured(cell)
    worst = cells.worst(cell)
    place = _ORDER.index(worst) if worst in _ORDER else len(_ORDER)
    return place, 0.0 if value is None else value[0], said(cell)


def families(results: Results, category: str, rows: Rows) -> list[Family]:
    """Return the families of a category that some of the rows have."""
    titles = words.families(category)
    groups = cells.families(results, category)
    had = {name for row in rows.values() for name in row}
    found = []
    for family, names in groups.items():
        told = [case(results, category, name, rows) for name in names if name in had]
        if not told:
            continue
        title = titles.get(family, family) if len(groups) > 1 else ""
        differing: dict[tuple[Group, ...], list[Case]] = {}
        for each in told:
            if len(each.asked) > 1:
                differing.setdefault(each.groups, []).append(each)
        rest = [each for each in told if len(each.asked) == 1]
        found.append(
            Family(
                family,
                title[:1].upper() + title[1:],
                family in titles,
                len(told),
                tuple(map(tuple, differing.values())),
                tuple(_together(rest)),
            )
        )
    return found


def _together(told: Collection[Case]) -> Iterator[Alike]:
    """Yield the test cases of one group each, together where they came out the same."""
    found: dict[tuple[object, ...], list[Case]] = {}
    for each in told:
        (group,) = each.asked
        few = group.names if len(group.rows) <= _NAMED else ()
        key = (group.outcome != "right", group.said, len(group.rows), few)
        found.setdefault(key, []).append(each)
    for same in sorted(found.values(), key=len, reverse=True):
        (group,) = same[0].asked
        names = group.names if len(group.rows) <= _NAMED else ()
        right = group.said == cells.word("right")
        yield Alike(group.said, right, names, len(group.rows), tuple(same))


@dataclass(frozen=True)
class Count:
    """The cells of a row by outcome."""

    name: str
    own: int
    outcomes: tuple[int, ...]


def counts(rows: Rows) -> tuple[tuple[str, ...], list[Count]]:
    """Return the outcomes that some cell has, and how many cells of each row have each."""
    told = {
        name: Counter(cells.worst(cell) for cell in row.values())
        for name, row in rows.items()
    }
    shown = tuple(
        name for name in _ORDER if any(name in each for each in told.values())
    )
    found = []
    for name, each in told.items():
        own = sum(cells.whole(c) and not cells.mark(c) for c in rows[name].values())
        found.append(Count(name, own, tuple(each[outcome] for outcome in shown)))
    return shown, found


@dataclass(frozen=True)
class Why:
    """What was seen in cells that are not right, and the rows of which it is told alike."""

    case: str
    said: str
    detail: str
    cause: str
    names: tuple[str, ...]


def whys(rows: Rows) -> list[Why]:
    """Return why cells are not right, those together that say the same."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for name, row in rows.items():
        for each, cell in row.items():
            if cells.worst(cell) in WORST:
                causes = ", ".join(cells.causes(cell))
                key = (each, said(cell), str(cell.get("detail", "")), causes)
                found.setdefault(key, []).append(name)
    return [Why(*key, tuple(names)) for key, names in found.items()]


@dataclass(frozen=True)
class Worst:
    """The worst that happens in a category, and to whom.

    Attributes
    ----------
    said
        How often, by what it is called.
    cells, rows, own
        How many cells of how many rows; for how many the library itself answers.
    most
        The rows with more of them than all others, at most three, and how many.
    """

    said: tuple[tuple[str, int], ...]
    cells: int
    rows: int
    own: int
    most: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Spread:
    """A figure that adds up over the test cases that all rows do: least, middle and most."""

    unit: str
    cases: int
    least: tuple[tuple[str, ...], float]
    middle: float
    most: tuple[tuple[str, ...], float]


@dataclass(frozen=True)
class Summary:
    """What is to be said of a category in a paragraph.

    Attributes
    ----------
    cases, rows
        How many there are.
    right
        In how many test cases every row that was asked is right.
    clean, offered, alone
        Rows that are right wherever they were asked; those that are right in all they offer; and
        how many of the first are so by the library itself everywhere.
    divides
        The test cases in which rows that are right and others come nearest to halves.
    """

    cases: int
    rows: int
    right: int
    clean: tuple[str, ...]
    offered: tuple[str, ...]
    alone: int
    divides: tuple[Case, ...]
    worst: Worst | None
    spread: Spread | None


def summary(
    results: Results, category: str, rows: Rows, family: str | None = None
) -> Summary:
    """Return what a category, or a family of it, comes to: what is only observed counts not."""
    listed = load.listed(results, category)
    names = [
        name
        for group, some in cells.families(results, category).items()
        for name in some
        if family in {None, group} and listed.get(name, {}).get("kind") != "observation"
    ]
    told = [case(results, category, name, rows) for name in names]
    told = [each for each in told if each.rows]
    judged = {
        name: found
        for name, row in rows.items()
        if (found := [row[each] for each in names if _asked(row.get(each))])
    }
    clean = [name for name, row in judged.items() if all(map(cells.whole, row))]
    offered = [
        name
        for name, row in judged.items()
        if name not in clean and not any(cells.worst(cell) in WORST for cell in row)
    ]
    halves = {each: min(each.right, each.rows - each.right) for each in told}
    ranked = sorted(filter(halves.get, told), key=lambda each: -halves[each])
    return Summary(
        cases=len(told),
        rows=len(judged),
        right=sum(each.right == each.rows for each in told),
        clean=tuple(clean),
        offered=tuple(offered),
        alone=sum(not any(map(cells.mark, judged[name])) for name in clean),
        divides=tuple(ranked[:_NAMED]),
        worst=_worst(judged),
        spread=_spread({name: rows[name] for name in judged}, names),
    )


def _asked(cell: Cell | None) -> bool:
    return cell is not None and cell["outcome"] not in _NOT_ASKED


def _worst(judged: dict[str, list[Cell]]) -> Worst | None:
    bad = [
        (name, cell)
        for name, row in judged.items()
        for cell in row
        if cells.worst(cell) in WORST
    ]
    if not bad:
        return None
    first = min(WORST[cells.worst(cell)] for _, cell in bad)
    found = [(name, cell) for name, cell in bad if WORST[cells.worst(cell)] == first]
    by_row = Counter(name for name, _ in found).most_common()
    beyond = by_row[_NAMED][1] if len(by_row) > _NAMED else 0
    by_word = Counter(
        called(cell) if "safety" in cell else cells.word(cells.worst(cell))
        for _, cell in found
    )
    return Worst(
        said=tuple(by_word.most_common()),
        cells=len(found),
        rows=len(by_row),
        own=sum(not cells.mark(cell) for _, cell in found),
        most=tuple(each for each in by_row[:_NAMED] if each[1] > beyond),
    )


def _spread(rows: Rows, names: Sequence[str]) -> Spread | None:
    """Return the sums of a figure over the test cases in which each row has one."""
    sums, unit, count = dict.fromkeys(rows, 0.0), "", 0
    for each in names:
        found = [cells.measured(row.get(each, {})) for row in rows.values()]
        values = [value for value in found if value and value[1] in _ADDS_UP]
        if len(values) == len(rows) > 1:
            count, unit = count + 1, values[0][1]
            for name, value in zip(rows, values, strict=True):
                sums[name] += value[0]
    if not count:
        return None
    least, most = (
        (tuple(name for name in sums if sums[name] == end), end)
        for end in (min(sums.values()), max(sums.values()))
    )
    return Spread(unit, count, least, statistics.median(sums.values()), most)
