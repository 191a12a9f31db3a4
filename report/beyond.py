"""What trackers keep of a record: of each row's settings, and without any library."""

from dataclasses import dataclass
from typing import Any

from report import cells
from report.cells import WORST
from report.load import Cell, Results, Rows


@dataclass(frozen=True)
class Record:
    """The record of one row in one tracker."""

    lines: int
    type_changed: int
    settings: int
    start: float | None
    exit: float | None


@dataclass(frozen=True)
class Kept:
    """What a tracker makes of one kind of value, without any library."""

    said: str
    bad: bool
    came_back: str
    detail: str


def facts(results: Results, rows: Rows) -> dict[str, Any]:
    """Return the records, by row and tracker, and what the trackers do by themselves."""
    records: dict[str, dict[str, Record]] = {}
    for name, row in rows.items():
        for case, cell in row.items():
            tracker, _, kind = case.partition("/")
            if kind == "config" and "settings" in cell:
                records.setdefault(name, {})[tracker] = _record(cell)
    trackers = list(dict.fromkeys(each for row in records.values() for each in row))
    alone = {name: row for name, row in rows.items() if name not in results["adapters"]}
    return {"trackers": trackers, "records": records, "alone": _alone(alone)}


def _record(cell: Cell) -> Record:
    seconds = cell.get("seconds", {})
    return Record(
        cell["lines"],
        cell["type_changed"],
        cell["settings"],
        seconds.get("start"),
        seconds.get("exit"),
    )


def _alone(rows: Rows) -> dict[str, dict[str, Any]]:
    """Return by row, of those that are no library, each kind of value and who keeps it how."""
    found: dict[str, dict[str, Any]] = {}
    for name, row in rows.items():
        trackers = list(dict.fromkeys(case.partition("/")[0] for case in row))
        kinds = dict.fromkeys(case.partition("/")[2] for case in row)
        kept = {
            kind: [_kept(row.get(f"{tracker}/{kind}")) for tracker in trackers]
            for kind in kinds
        }
        found[name] = {"trackers": trackers, "kinds": kept}
    return found


def _kept(cell: Cell | None) -> Kept | None:
    if cell is None:
        return None
    right = cell["outcome"] == "right"
    came = "" if right else str(cell.get("came_back", ""))
    detail = "" if right or came else str(cell.get("detail", ""))
    return Kept(cells.word(cell["outcome"]), cell["outcome"] in WORST, came, detail)
