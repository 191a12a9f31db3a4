"""What a row does otherwise on another interpreter, or in another release: cells compared; pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from report import cells, load, words
from report.load import Cell, Results

#: What two interpreters are compared in: what was judged, and on which values.  Their messages
#: differ as each Python words them, and are only judged for what they name.
FACTS = ("outcome", "arrival", "arrived", "came_back", "message")

#: Behind the title of a row that does something otherwise on another interpreter.
MARK = "§"

#: The page, in the folder of the report.
PAGE = "interpreters.md"


class Differing(NamedTuple):
    """A cell that is not the same: its place, and what it is here and there."""

    category: str
    case: str
    here: Cell
    there: Cell

    @property
    def facts(self) -> tuple[str, ...]:
        """What of :data:`FACTS` is not the same."""
        return tuple(key for key in FACTS if self.here.get(key) != self.there.get(key))


def same(here: Cell, there: Cell) -> bool:
    """Whether two cells are equal in all of :data:`FACTS`: most are, of tens of thousands."""
    return [*map(here.get, FACTS)] == [*map(there.get, FACTS)]


class Compared(NamedTuple):
    """A row in two places: how many cells are equal, are not, or were not measured there."""

    equal: int
    differing: list[Differing]
    unmeasured: list[Cell]


def beside(
    here: Mapping[str, Mapping[str, Cell]], there: Mapping[str, Mapping[str, Cell]]
) -> Compared:
    """Compare cells by category and case, in what was measured in both places."""
    equal, differing, unmeasured = 0, list[Differing](), list[Cell]()
    for category, own in there.items():
        other = here.get(category, {})
        for case, cell in own.items():
            if cell["outcome"] == "unmeasured":
                unmeasured.append(cell)
            elif case in other and other[case]["outcome"] != "unmeasured":
                if same(other[case], cell):
                    equal += 1
                else:
                    differing.append(Differing(category, case, other[case], cell))
    return Compared(equal, differing, unmeasured)


def compared(results: Results, other: Results, name: str) -> Compared:
    """Compare what a row does on two interpreters, in what was measured on both."""
    here, there = (
        {
            category: load.rows(each, category).get(name, {})
            for category in other["cells"]
        }
        for each in (results, other)
    )
    return beside(here, there)


def said(cell: Cell) -> str:
    """Return the outcome of a cell in words, and that of the arrival where it has one."""
    outcome = cells.word(cell["outcome"])
    arrival = cell.get("arrival")
    return f"{outcome} (arrives: {cells.word(arrival)})" if arrival else outcome


def details(one: Differing) -> tuple[str, str]:
    """Return what is told of a cell here and there: where that is alike, the facts that are not."""
    found = (one.here.get("detail", ""), one.there.get("detail", ""))
    if found[0] != found[1]:
        return found
    return (
        "; ".join(_facts(one.here, one.there, one.facts)),
        "; ".join(_facts(one.there, one.here, one.facts)),
    )


def _facts(cell: Cell, other: Cell, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the facts of a cell that another has not so; of a table only what differs in it."""
    for key in keys:
        fact, beside = cell.get(key), other.get(key)
        if isinstance(fact, dict) and isinstance(beside, dict):
            yield from _facts(fact, beside, tuple(fact))
        elif fact != beside:
            yield f"{key.replace('_', ' ')}: {_plain(fact)}"


def _plain(fact: Any) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return "nothing" if fact is None else str(fact)


def told(results: Results, name: str) -> str:
    """Return in short on which interpreters a row does how much otherwise; nothing for none."""
    found = {
        version: len(compared(results, other, name).differing)
        for version, other in load.elsewhere(results).items()
    }
    phrase = words.words()["row"]["on_python"]
    return ", ".join(
        phrase.format(cells=counted(count), version=version)
        for version, count in found.items()
        if count
    )


def counted(count: int) -> str:
    """Print how many cells."""
    told = words.words()["counts"]["cell" if count == 1 else "cells"]
    return str(told.format(count))
