"""What changes for a row from release to release, and from interpreter to interpreter; pure.

What was measured lies in ``matrix/NAME.json`` beside the results: a column for each release on each
interpreter, of which only those cells are stored that are not as in the column before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Any, NamedTuple

from report import cells, load, otherwise
from report.load import Cell, Results
from report.otherwise import Differing

#: What a change is.
BETTER, WORSE, OTHER = "better", "worse", "other"

#: Commands of a change where another one was typed after than before.
_BOTH = 2

Cells = dict[str, dict[str, Cell]]


@dataclass(frozen=True)
class Column:
    """A row at one release on one interpreter.

    Attributes
    ----------
    release, python
        Versions; no release of what is part of Python.
    versions
        Of what the row is about, as installed there.
    refused
        Why nothing could be measured there.
    cells
        By category and case.
    units
        By category, what the cells were measured of, and beside what their changes were confirmed.
    start, size
        How often its start takes the control's; what its installation adds.
    """

    release: str
    python: str
    versions: Mapping[str, str | None]
    refused: str
    cells: Cells
    units: Mapping[str, Mapping[str, Any]]
    start: Mapping[str, Any]
    size: Mapping[str, Any]

    @property
    def minor(self) -> str:
        """The interpreter's version, such as ``3.13``."""
        return ".".join(self.python.split(".")[:2])

    @property
    def name(self) -> str:
        """What it is called in the file."""
        return f"{self.release} on {self.minor}" if self.release else self.minor

    def beside(self, other: "Column") -> Cells:
        """Return the cells of which it was confirmed what is otherwise than in another column."""
        return {
            category: own
            for category, own in self.cells.items()
            if category in other.units
            and self.units[category].get("beside", {}).get(other.name)
            == other.units[category]["created"]
        }


@dataclass(frozen=True)
class Line:
    """What a changelog says of a change.

    Attributes
    ----------
    quoted, source
        Its words, and where they stand.
    cells
        Patterns of ``category/case`` that it is about.
    where
        On which interpreters alone; on all, where none is named.
    """

    quoted: str
    source: str
    cells: tuple[str, ...]
    where: frozenset[str] = frozenset()

    def about(self, cell: Differing, where: Sequence[str]) -> bool:
        """Whether it tells of a change there."""
        address = f"{cell.category}/{cell.case}"
        named = any(fnmatchcase(address, pattern) for pattern in self.cells)
        return named and (not self.where or self.where >= {*where})


class Change(NamedTuple):
    """A cell that is not as before, and where: on which interpreters, or in which releases.

    Attributes
    ----------
    cell
        What it was, and what it is.
    where
        Where it changes.
    lines
        What the changelog says of it.
    as_on
        On which other interpreter the release before has it as it is now, if on any: a release that
        runs where the one before did not brings back what there is elsewhere.
    """

    cell: Differing
    where: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    as_on: str = ""

    @property
    def address(self) -> str:
        """Its ``category/case``."""
        return f"{self.cell.category}/{self.cell.case}"

    @property
    def kind(self) -> str:
        """Whether it is better, worse, or merely other.

        What is as elsewhere before is no harm of the release: a text that nobody could read was
        refused for that alone.  Nor is what was asked in other words, for these were refused
        before, unless all are refused now.
        """
        before, after = badness(self.cell.here), badness(self.cell.there)
        if after < before:
            return BETTER
        refused = "rejected" in (
            self.cell.there["outcome"],
            self.cell.there.get("arrival"),
        )
        alike = len(self.commands) < _BOTH or refused
        return WORSE if after > before and alike and not self.as_on else OTHER

    @property
    def typed(self) -> str:
        """The command, of what was typed."""
        return next(reversed(self.commands), "")

    @property
    def commands(self) -> tuple[str, ...]:
        """What was typed: before and after, where that is not the same."""
        both = (cell.get("command") for cell in (self.cell.here, self.cell.there))
        return tuple(
            dict.fromkeys(each for each in both if isinstance(each, str) and each)
        )

    @property
    def cause(self) -> str:
        """Why the worse of the two is as it is, as far as that is known."""
        worse = self.cell.here if self.kind == BETTER else self.cell.there
        return next(iter(cells.causes(worse)), "")


@dataclass(frozen=True)
class Step:
    """From one release, or one interpreter, to the next.

    Attributes
    ----------
    before, after
        What they are called.
    of_python
        Whether it is the interpreter that changes.
    changes
        What changes.
    compared
        How many cells were compared, all together.
    refused, mended
        What can be measured no more, or could not be before, with the reason, by where.
    silent
        Whether nothing starts, neither before nor after.
    read
        Where a changelog of this release was read; empty if none was.
    """

    before: str
    after: str
    of_python: bool
    changes: tuple[Change, ...]
    compared: int
    refused: Mapping[str, str]
    mended: Mapping[str, str]
    silent: bool = False
    read: str = ""

    def of(self, kind: str) -> list[Change]:
        """Return the changes of a kind."""
        return [each for each in self.changes if each.kind == kind]

    def count(self, kind: str = "") -> int:
        """Return how many cells change, of a kind or at all; each counts wherever it does."""
        return sum(len(each.where) for each in self.changes if kind in ("", each.kind))

    @property
    def typed(self) -> int:
        """How many cells change for those who type commands."""
        return sum(len(each.where) for each in self.changes if each.typed)

    @property
    def unmentioned(self) -> int:
        """How many of these no changelog mentions, where one was read."""
        return sum(
            len(each.where) for each in self.changes if self.read and not each.lines
        )


def groups(changes: Sequence[Change]) -> list[list[Change]]:
    """Put together what changes in the same way, in the same places; the largest group first."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for each in changes:
        cell = each.cell
        said = otherwise.said(cell.here), otherwise.said(cell.there)
        about = each.where, each.lines, each.cause, each.as_on, each.typed != ""
        key = cell.category, *said, cell.facts, *about
        found.setdefault(key, []).append(each)
    return sorted(found.values(), key=lambda group: -len(group))


def badness(cell: Cell) -> int:
    """Return how bad a cell is: the greater, the worse; what is right is not bad at all.

    A mistake that was taken is one, whether the training could do with it or not.
    """
    worst = cells.worst(cell)
    if worst == "late":
        worst = "accepted"
    if worst in cells.WORST:
        return len(cells.WORST) - cells.WORST[worst]
    return 0 if worst == "right" else 1


def columns(told: Mapping[str, Any]) -> list[Column]:
    """Return the columns of a row, each with all of its cells."""
    found: dict[str, Column] = {}
    for name, each in told["columns"].items():
        whole: Cells = {}
        for category, of_it in each["cells"].items():
            before = found.get(of_it["before"])
            base = before.cells.get(category, {}) if before else {}
            both = {**base, **of_it["changed"]}
            whole[category] = {case: cell for case, cell in both.items() if cell}
        found[name] = Column(
            each["release"],
            each["python"],
            each["versions"],
            each.get("refused", ""),
            whole,
            each["units"],
            each.get("start", {}),
            each.get("size", {}),
        )
    return [*found.values()]


def steps(results: Results, name: str) -> list[Step]:
    """Return the steps of a row: from release to release, then from interpreter to interpreter."""
    told = load.matrix(results).get(name)
    if told is None:
        return []
    every = columns(told)
    logs = load.changelogs(results).get(told["library"], {})
    releases = list(dict.fromkeys(each.release for each in every))
    pythons = list(dict.fromkeys(each.minor for each in every))
    place = {(each.release, each.minor): each for each in every}
    found = [
        _step(
            (before, after),
            {
                python: (place[before, python], place[after, python])
                for python in pythons
                if {(before, python), (after, python)} <= place.keys()
            },
            logs.get(after, {}),
        )
        for before, after in pairwise(releases)
    ]
    found += [
        _step(
            (before, after),
            {
                release: (place[release, before], place[release, after])
                for release in releases
                if {(release, before), (release, after)} <= place.keys()
            },
            None,
        )
        for before, after in pairwise(pythons)
    ]
    return found


def _step(
    names: tuple[str, str],
    pairs: Mapping[str, tuple[Column, Column]],
    log: Mapping[str, Any] | None,
) -> Step:
    """Return the step between the columns of some pairs, by where these are."""
    found: dict[tuple[object, ...], tuple[Differing, list[str], str]] = {}
    compared = 0
    for where, (before, after) in pairs.items():
        beside = otherwise.beside(before.cells, after.beside(before))
        compared += beside.equal + len(beside.differing)
        elsewhere = {
            other: column.cells
            for other, (column, _) in pairs.items()
            if log is not None and other != where
        }
        for each in beside.differing:
            as_on = _as_on(each, elsewhere)
            key = *_key(each), as_on
            found.setdefault(key, (each, [], as_on))[1].append(where)
    lines = [
        Line(
            each["quoted"],
            each["source"],
            tuple(each["cells"]),
            frozenset(each.get("where", ())),
        )
        for each in (log or {}).get("lines", ())
    ]
    changes = (
        Change(
            each,
            tuple(where),
            tuple(line for line in lines if line.about(each, where)),
            as_on,
        )
        for each, where, as_on in found.values()
    )
    return Step(
        *names,
        log is None,
        tuple(changes),
        compared,
        {
            where: after.refused
            for where, (before, after) in pairs.items()
            if after.refused and not before.refused
        },
        {
            where: before.refused
            for where, (before, after) in pairs.items()
            if before.refused and not after.refused
        },
        all(before.refused and after.refused for before, after in pairs.values()),
        (log or {}).get("read", ""),
    )


def _as_on(one: Differing, elsewhere: Mapping[str, Cells]) -> str:
    """Return on which other interpreter the release before has a cell as it is now."""
    for name, own in elsewhere.items():
        cell = own.get(one.category, {}).get(one.case)
        if cell and otherwise.same(cell, one.there):
            return name
    return ""


def _key(one: Differing) -> tuple[object, ...]:
    """Return what a change is told together with where it is another interpreter's, too."""
    facts = ([repr(cell.get(key)) for key in otherwise.FACTS] for cell in one[2:])
    return one.category, one.case, *map(tuple, facts)


def newest(results: Results, name: str) -> Step | None:
    """Return the step from the minor release before to the newest stable one, if there is one."""
    found = [each for each in steps(results, name) if not each.of_python]
    stable = [each for each in found if each.after.replace(".", "").isdigit()]
    return stable[-1] if stable else None
