"""What a row does otherwise on another interpreter: cells of two results compared; pure."""

from typing import NamedTuple

from report import load, words
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


def _same(here: Cell, there: Cell) -> bool:
    """Whether two cells are equal in all of :data:`FACTS`: most are, of tens of thousands."""
    return [*map(here.get, FACTS)] == [*map(there.get, FACTS)]


class Compared(NamedTuple):
    """A row on another interpreter: how many cells are equal, are not, or were not measured."""

    equal: int
    differing: list[Differing]
    unmeasured: list[Cell]


def compared(results: Results, other: Results, name: str) -> Compared:
    """Compare what a row does on two interpreters, in what was measured on both."""
    equal, differing, unmeasured = 0, list[Differing](), list[Cell]()
    for category, rows in other["cells"].items():
        here = load.rows(results, category).get(name, {})
        for case, there in rows.get(name, {}).items():
            if there["outcome"] == "unmeasured":
                unmeasured.append(there)
            elif case in here and here[case]["outcome"] != "unmeasured":
                if _same(here[case], there):
                    equal += 1
                else:
                    differing.append(Differing(category, case, here[case], there))
    return Compared(equal, differing, unmeasured)


def told(results: Results, name: str) -> str:
    """Return in short on which interpreters a row does how much otherwise; nothing for none."""
    found = {
        version: len(compared(results, other, name).differing)
        for version, other in load.elsewhere(results).items()
    }
    said = words.words()["row"]["on_python"]
    return ", ".join(
        said.format(cells=counted(count), version=version)
        for version, count in found.items()
        if count
    )


def counted(count: int) -> str:
    """Print how many cells."""
    told = words.words()["counts"]["cell" if count == 1 else "cells"]
    return str(told.format(count))
