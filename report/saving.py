"""What a saved run is worth, beside its test cases: the single values, counted by their kind."""

from dataclasses import dataclass
from typing import Any

from report import cells
from report.cells import NOT_TRIED
from report.load import Cell, Results, Rows

#: The family of cases that are single values: ``values/KIND/NAME``.
FAMILY = "values"


@dataclass(frozen=True)
class Lossy:
    """A row that loses values of a kind: how many it was asked, how many arrived, came back."""

    name: str
    asked: int
    arrived: int
    back: int


@dataclass(frozen=True)
class Kind:
    """A kind of values: how many there are, how many rows have all, and the others."""

    name: str
    values: int
    whole: int
    others: tuple[Lossy, ...]


def facts(results: Results, rows: Rows) -> dict[str, Any]:
    """Return the kinds of values."""
    del results
    return {"kinds": kinds(rows), "values": FAMILY}


def kinds(rows: Rows) -> list[Kind]:
    """Return each kind of values, and which rows lose some on the way there or back."""
    found: dict[str, dict[str, list[Cell]]] = {}
    names: dict[str, set[str]] = {}
    for row, own in rows.items():
        for case, cell in own.items():
            family, _, rest = case.partition("/")
            if family != FAMILY:
                continue
            kind = rest.partition("/")[0]
            found.setdefault(kind, {}).setdefault(row, []).append(cell)
            names.setdefault(kind, set()).add(case)
    told = []
    for kind, by_row in found.items():
        lossy = tuple(
            each for row, some in by_row.items() if (each := _lossy(row, some))
        )
        told.append(Kind(kind, len(names[kind]), len(by_row) - len(lossy), lossy))
    return told


def _lossy(row: str, some: list[Cell]) -> Lossy | None:
    tried = [cell for cell in some if cell["outcome"] not in NOT_TRIED]
    if all(map(cells.whole, tried)):
        return None
    arrived = sum(cells.arrival(cell) == "right" for cell in tried)
    back = sum(cell["outcome"] == "right" for cell in tried)
    return Lossy(row, len(tried), arrived, back)
