"""What was asked of a row, group by group, and what came of it: one definition for all pages.

A *group* is a part of the test cases of which each counts alike (``[[groups]]`` of ``words.toml``).
What makes no sense for a row, was not measured, or is a gap of our program and not of the library
was not asked.  *Right by the library* needs no piece of the program's own; *harm* is a wrong value
or a mistake that was taken, whoever answers for it: something else was trained, or came back, than
was asked for, and nothing was said.
"""

import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from report import cells, load, words
from report.cells import SILENTLY_WRONG
from report.load import Cell, Results

#: Outcomes of what was not asked of a library.
NOT_ASKED = ("not_applicable", "unmeasured", "not_used")


@dataclass(frozen=True)
class Group:
    """A group of test cases.

    Attributes
    ----------
    id, title
        In the file, and on a page.
    category, tag
        Which cases are in it: those of a category, or of them those with this tag.
    left_out
        Patterns of cases that do not count.
    """

    id: str
    title: str
    category: str
    tag: str | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One thing that was asked of a row."""

    group: str
    category: str
    case: str
    mistake: bool
    cell: Cell
    outcome: str = field(init=False)

    @property
    def address(self) -> str:
        """Which case it is, whatever the row."""
        return f"{self.category}/{self.case}"

    def __post_init__(self) -> None:
        # What came of it: the worse of how a value arrived and how it came back.
        object.__setattr__(self, "outcome", cells.worst(self.cell))

    @property
    def right(self) -> bool:
        """Whether a request arrived, or a mistake was rejected before training."""
        return self.outcome == "right"

    @property
    def by_library(self) -> bool:
        """Whether it is right without a piece of the program's own."""
        return self.right and cells.party(self.cell) == "library"

    @property
    def harm(self) -> bool:
        """Whether something else came about, and nothing was said."""
        return self.outcome in SILENTLY_WRONG


@dataclass(frozen=True)
class Share:
    """``count`` of ``asked``; ``mean``: of the shares of the groups, each counting alike."""

    count: int
    asked: int
    mean: float

    def __str__(self) -> str:
        """Print as ``3 of 31``."""
        told = words.words()["row"]["rate"]
        return str(told.format(count=self.count, asked=self.asked))

    @property
    def percent(self) -> str:
        """Print the mean as ``47 %``."""
        return f"{self.mean:.0%}".replace("%", " %")

    @property
    def per_mille(self) -> str:
        """Print the mean, which is small, as ``5.7 ‰``."""
        return f"{self.mean * 1000:.1f} ‰"


def groups(results: Results) -> list[Group]:
    """Return the groups of which the results have a category."""
    present = load.categories(results)
    found = [
        Group(
            each["id"],
            each["title"],
            each["category"],
            each.get("tag"),
            tuple(each.get("left_out", ())),
        )
        for each in words.words()["groups"]
    ]
    return [group for group in found if group.category in present]


def asked(results: Results, row: str) -> list[Asked]:
    """Return all that was asked of a row, but for what is observed and not judged."""
    return [
        Asked(group.id, group.category, case, kind == "mistake", cell)
        for group in groups(results)
        for case, kind, cell in judged(results, group, row)
        if cell["outcome"] not in NOT_ASKED
    ]


def judged(results: Results, group: Group, row: str) -> Iterator[tuple[str, str, Cell]]:
    """Yield case, kind and cell of what a group asks of a row and judges."""
    listed = load.listed(results, group.category)
    for case, cell in load.rows(results, group.category).get(row, {}).items():
        kind = listed.get(case, {}).get("kind", "request")
        left_out = any(fnmatchcase(case, each) for each in group.left_out)
        if (
            kind != "observation"
            and group.tag in (None, cell.get("tag"))
            and not left_out
        ):
            yield case, kind, cell


def share(some: Iterable[Asked], counts: Callable[[Asked], bool]) -> Share | None:
    """Return how many of some count; nothing where nothing was asked."""
    by_group: dict[str, list[bool]] = {}
    for each in some:
        by_group.setdefault(each.group, []).append(counts(each))
    if not by_group:
        return None
    every = [one for found in by_group.values() for one in found]
    mean = statistics.fmean(map(statistics.fmean, by_group.values()))
    return Share(sum(every), len(every), mean)
