"""The answer by situation: which row, by which rule, over which cells, and what would change it.

A situation (``[[situations]]`` of ``words.toml``) names what must be so of a row and, in order, the
figures that decide among the rows of which it is: nobody writes down who wins.
"""

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from report import cells, needs, text, words
from report.figures import Row
from report.load import Cell, Results


def _said(key: str) -> str:
    """Return what is said of answers, in the language that is spoken."""
    return str(words.report()["answer"][key])


class Compared(NamedTuple):
    """A figure of one row and of another, as printed, and of what."""

    one: str
    other: str
    unit: str

    def __str__(self) -> str:
        """Print one against the other."""
        return str(_said("against").format(**self._asdict()))


class Lacking(NamedTuple):
    """A need that the answer does not meet, or by lines of its program alone."""

    label: str
    by_program: bool

    def __str__(self) -> str:
        """Print the need."""
        if not self.by_program:
            return self.label
        return str(_said("own_lines").format(need=self.label))


class Figure(NamedTuple):
    """What may decide.

    Attributes
    ----------
    value
        Of a row; the least is best.
    told
        Of a row in print.
    key
        Under which the words have its rule and its unit.
    same
        Whether two rows cannot be told apart in it.
    own_rule, own_unit
        What it is told as where the words have none for it.
    """

    value: Callable[[Row], float | None]
    told: Callable[[Row], str]
    key: str = ""
    same: Callable[[Row, Row], bool] | None = None
    own_rule: str = ""
    own_unit: str = ""

    @property
    def rule(self) -> str:
        """How it is told as a rule."""
        return str(
            words.words()["deciding"][self.key]["rule"] if self.key else self.own_rule
        )

    @property
    def unit(self) -> str:
        """Of what its figures are; nothing where they are not told."""
        return str(
            words.words()["deciding"][self.key]["unit"] if self.key else self.own_unit
        )

    def against(self, one: Row, other: Row) -> "Compared":
        """Return the figure of one row beside another's."""
        return Compared(self.told(one), self.told(other), self.unit)

    def equal(self, one: Row, other: Row) -> bool:
        """Whether two rows are equal in it, as far as anybody can tell."""
        if self.value(one) == self.value(other):
            return True
        return self.same is not None and self.same(one, other)


#: What may decide, by name; any other name is that of a cell, of which the lines decide.
FIGURES = {
    "harm": Figure(lambda row: row.harm, lambda row: str(row.harm), "harm"),
    "right": Figure(
        lambda row: -row.right.mean if row.right else None,
        lambda row: row.right.percent if row.right else "",
        "right",
        lambda one, other: other.name in one.as_right,
    ),
    "lines": Figure(lambda row: row.lines, lambda row: str(row.lines), "lines"),
    "start": Figure(
        lambda row: row.start[0] if row.start and row.ties is not None else None,
        lambda row: f"{row.start[0]:.1f}" if row.start else "",
        "start",
        lambda one, other: other.name in (one.ties or ()),
    ),
    "mib": Figure(lambda row: row.mib, text.size, "mib"),
}

#: Who may have done what must be right, by the word of a situation.
_BY = {
    "library": ("library",),
    "documented": ("library", "documented"),
    "anybody": tuple(cells.PARTIES),
}


@dataclass(frozen=True)
class Barred:
    """A row that would be the answer, were one cell right.

    Attributes
    ----------
    row, address, outcome
        The row, the cell's ``category/case``, and what it is instead, in words.
    ours
        Whether that is a gap of our program: the library can.
    """

    row: Row
    address: str
    outcome: str
    ours: bool


@dataclass(frozen=True)
class Situation:
    """A situation and its answer.

    Attributes
    ----------
    id, title
        In the file, and on a page.
    rule
        In words.
    cells
        Of each row, those that must be right.
    fit
        The rows of which all is so, the best first.
    row, runner_up
        The answer, and the best of another library's; none where there is no such row.
    nearest, lacks
        Where no other fits: the one that lacks the fewest cells, and which.
    gives_up
        What the runner-up does better: labels of needs that it meets by itself, and figures.
    tied
        Titles of those that fit and whose rank cannot be told from the answer's.
    barred
        Rows that one single cell keeps from being the answer.
    margin
        By how much the answer leads in what decided.
    otherwise
        Figures that, did they decide first, would lead to another row, and to which.
    caveat
        What the rule cannot ask.
    """

    id: str
    title: str
    rule: str
    cells: tuple[str, ...]
    fit: tuple[Row, ...] = ()
    row: Row | None = None
    runner_up: Row | None = None
    nearest: Row | None = None
    lacks: tuple[str, ...] = ()
    gives_up: tuple[Lacking | Compared, ...] = ()
    tied: tuple[str, ...] = ()
    barred: tuple[Barred, ...] = ()
    margin: str | Compared = ""
    otherwise: tuple[tuple[str, Row], ...] = ()
    caveat: str = ""


def situations(results: Results, table: Sequence[Row]) -> list[Situation]:
    """Return every situation with its answer; ``table`` are the rows of the first table."""
    met, addresses = needs.needs(results), cells.addresses(results)
    return [
        _answered(results, table, told, met, _named(addresses, told.get("must", [])))
        for told in words.words()["situations"]
    ]


def path(answers: Sequence[Situation]) -> tuple[list[tuple[str, str]], str]:
    """Return the questions, each with the row that *yes* leads to, and the row for all others."""
    by_id = {one.id: one for one in answers}
    steps: list[tuple[str, str]] = []
    for step in words.words()["path"]:
        one = by_id[step["situation"]]
        title = one.row.plain if one.row else _said("nobody")
        if "question" not in step:
            last = words.words()["pictures"]["path"]["last"]
            return steps, last.format(situation=one.title, answer=title)
        steps.append((step["question"], title))
    return steps, ""


def _answered(
    results: Results,
    table: Sequence[Row],
    told: dict[str, Any],
    met: Sequence[needs.Need],
    addresses: Sequence[str],
) -> Situation:
    found = Situation(
        told["id"],
        told["title"],
        _rule(results, told),
        tuple(addresses),
        caveat=" ".join(told.get("caveat", "").split()),
    )
    able = [row for row in table if not row.note and _able(results, row, told)]
    lacking = {row.name: _lacking(results, row, told, addresses) for row in able}
    decide = [_figure(results, each) for each in told["least"]]
    if "own" in told:
        decide.insert(0, _own(results, told["own"]))
    fit = _best([row for row in able if not lacking[row.name]], decide)
    if not fit:
        return found
    row = fit[0]
    others = [other for other in fit if other.origin != row.origin]
    runner_up = others[0] if others else None
    nearest = min(
        (other for other in able if lacking[other.name] and other.origin != row.origin),
        key=lambda other: len(lacking[other.name]),
        default=None,
    )
    return replace(
        found,
        fit=tuple(fit),
        row=row,
        runner_up=runner_up,
        nearest=nearest,
        lacks=tuple(address for address, _ in lacking[nearest.name]) if nearest else (),
        gives_up=tuple(_given_up(row, runner_up, met, told)) if runner_up else (),
        tied=tuple(other.title for other in fit if other.title in row.tied),
        barred=tuple(
            _barred(results, other, *lacking[other.name][0])
            for other in able
            if len(lacking[other.name]) == 1 and _best([row, other], decide)[0] is other
        ),
        margin=_margin(row, runner_up, decide) if runner_up else "",
        otherwise=tuple(_otherwise(fit, row, told)),
    )


def _own(results: Results, distribution: str) -> Figure:
    """Return what puts the library of a distribution first, or a library that is a part of it."""

    def value(row: Row) -> float:
        own = results["adapters"][row.name]["distributions"]
        return float(distribution not in map(text.same, own))

    first = _said("own_first").format(distribution=distribution)
    return Figure(value, lambda _: "", own_rule=first)


def _asked_for(told: dict[str, Any]) -> list[Figure]:
    """Return the figures that mean something in a situation.

    What it takes to install and to start is that of a bare installation: where a framework is there
    anyway, it says nothing.
    """
    beside = {"start", "mib"} if "within" in told else set()
    return [figure for name, figure in FIGURES.items() if name not in beside]


def _otherwise(
    fit: Sequence[Row], row: Row, told: dict[str, Any]
) -> Iterator[tuple[str, Row]]:
    """Yield which other row would be the answer, did another figure decide first."""
    for figure in _asked_for(told):
        best = _best(fit, [figure])
        if best and not figure.equal(best[0], row):
            yield figure.rule, best[0]


def _barred(results: Results, row: Row, address: str, outcome: str) -> Barred:
    cell = cells.at(results, row.name, address)
    return Barred(row, address, outcome, bool(cell and cell["outcome"] == "not_used"))


def _figure(results: Results, name: str) -> Figure:
    if name in FIGURES:
        return FIGURES[name]

    def value(row: Row) -> float | None:
        cell = cells.at(results, row.name, name)
        total = cell.get("total") if cell else None
        return total if isinstance(total, int) else None

    return Figure(
        value,
        lambda row: str(value(row)),
        own_rule=_said("fewest_in").format(case=name),
        own_unit=_said("there"),
    )


def _named(every: Sequence[str], patterns: Iterable[str]) -> list[str]:
    """Return the cells that patterns name; a pattern that names none is one that nobody has."""
    found = (
        [address for address in every if fnmatch.fnmatchcase(address, pattern)]
        or [pattern]
        for pattern in patterns
    )
    return [address for addresses in found for address in addresses]


def _able(results: Results, row: Row, told: dict[str, Any]) -> bool:
    """Whether a row may be installed and used here, whatever its cells are."""
    if {"most_mib", "within"} & told.keys() and not _small(results, row, told):
        return False
    if "file" in told and not _written_as(results, row, told["file"]):
        return False
    if "uses" in told:
        own = results["adapters"][row.name]["distributions"]
        return any(text.same(each) in told["uses"] for each in own)
    return True


def _written_as(results: Results, row: Row, suffix: str) -> bool:
    """Whether the file that a person writes for a row ends so."""
    cell = cells.at(results, row.name, "overrides/file_and_override") or {}
    return any(name.endswith(suffix) for name in cell.get("files") or ())


def _small(results: Results, row: Row, told: dict[str, Any]) -> bool:
    """Whether a row adds no more than it may, beyond what is there anyway.

    Where nothing may be added, no distribution is small enough.
    """
    footprint = results["adapters"][row.name]["footprint"]
    there = _there(results, told["within"]) if "within" in told else frozenset[str]()
    if not footprint or there is None:
        return False
    added = {*footprint["added"]} - there
    most = told.get("most_mib", 0)
    if not most:
        return not added
    whole = added == {*footprint["added"]}
    sizes = footprint.get("sizes", {})
    mib = footprint["mib"] if whole else sum(sizes.get(each, 0.0) for each in added)
    return bool(mib <= most)


def _there(results: Results, distribution: str) -> frozenset[str] | None:
    """Return what an installation with a distribution has, as the row tells that comes with it."""
    for adapter in results["adapters"].values():
        footprint = adapter["footprint"] or {}
        beside = footprint.get("beside") or {}
        if beside.get("distribution") == distribution:
            return frozenset(footprint["added"]) - frozenset(beside["added"])
    return None


def _lacking(
    results: Results, row: Row, told: dict[str, Any], addresses: Iterable[str]
) -> list[tuple[str, str]]:
    """Return the cells that must be right, by whom the situation asks it of, and are not."""
    by = _BY[told.get("by", "library")]
    return [
        (address, _instead(cell))
        for address in addresses
        if not cells.done(cell := cells.at(results, row.name, address), by)
    ]


def _instead(cell: Cell | None) -> str:
    return cells.told(cell["outcome"], cell) if cell else cells.word("unmeasured")


def _best(rows: Sequence[Row], decide: Sequence[Figure]) -> list[Row]:
    """Return rows in order of the deciding figures; whoever lacks one is no answer."""
    left = [row for row in rows if all(each.value(row) is not None for each in decide)]
    ordered: list[Row] = []
    while left:
        equal = sorted(left, key=lambda row: row.title)
        for figure in decide:
            best = min(equal, key=lambda row: figure.value(row) or 0)
            equal = [row for row in equal if figure.equal(best, row)]
        ordered.append(equal[0])
        left.remove(equal[0])
    return ordered


def _rule(results: Results, told: dict[str, Any]) -> str:
    form, parts = words.report()["rule"], []
    if {"most_mib", "within"} & told.keys():
        most = told.get("most_mib", 0)
        adds = form["adds" if most else "adds_nothing"].format(most=f"{most:g}")
        if "within" in told:
            adds = form["beside"].format(adds=adds, within=told["within"])
        parts.append(adds)
    if "uses" in told:
        parts.append(form["uses"].format(libraries=form["or"].join(told["uses"])))
    if "file" in told:
        parts.append(form["file"].format(file=told["file"]))
    if told.get("must"):
        by = words.words()["by"][told.get("by", "library")]
        cases = ", ".join(f"`{each}`" for each in told["must"])
        parts.append(form["right"].format(by=by, cases=cases))
    rules = [_own(results, told["own"]).rule] if "own" in told else []
    rules += [_figure(results, each).rule for each in told["least"]]
    decide = form["of_these"].format(rules=form["then"].join(rules))
    return "; ".join([*parts, decide])


def _given_up(
    row: Row, other: Row, met: Sequence[needs.Need], told: dict[str, Any]
) -> Iterator[Lacking | Compared]:
    """Yield what the runner-up does better: needs that it meets by itself, and figures.

    What the answer's library documents as its own way is given up by nobody.
    """
    for need in met:
        mine = need.met.get(row.name)
        if need.met.get(other.name) == "library" and mine not in _BY["documented"]:
            yield Lacking(need.label, by_program=mine is not None)
    for figure in _asked_for(told):
        one, two = figure.value(row), figure.value(other)
        if one is None or two is None or figure.equal(row, other):
            continue
        if one > two:
            yield figure.against(row, other)


def _margin(row: Row, other: Row, decide: Sequence[Figure]) -> str | Compared:
    """Tell in which figure the answer leads, and by how much."""
    for figure in decide:
        if not figure.equal(row, other):
            return figure.against(row, other) if figure.unit else figure.rule
    return _said("equal")
