"""Scaling: what many settings cost, and what using one costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from report import cells, load
from report.load import Cell, Results, Rows

_ACTIONS = ("load", "help", "override")
_OPERATIONS = ("read", "write", "to_dict", "deepcopy")


@dataclass(frozen=True)
class Figure:
    """A time as it is printed, or a word where there is none."""

    shown: str
    bad: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Hot:
    """One statement on a row's config object: figures by operation, and how a read is written."""

    name: str
    figures: tuple[str, ...]
    statement: str


def facts(results: Results, rows: Rows) -> dict[str, Any]:
    """Return times by size, the hot loop, and what is to be known of help and ``to_dict``."""
    del results
    cases = [case for case in load.cases(rows) if case.partition("/")[0] in _ACTIONS]
    cases.sort(key=lambda case: _ACTIONS.index(case.partition("/")[0]))
    sloping = [
        action
        for action in _ACTIONS
        if any(
            "slope" in cell
            for row in rows.values()
            for case, cell in row.items()
            if case.partition("/")[0] == action
        )
    ]
    hot = {name: row["hot_loop"] for name, row in rows.items() if "hot_loop" in row}
    sound = {name: cell for name, cell in hot.items() if "samples" in cell}
    return {
        "own_table": True,
        "sizes": [
            (case.partition("/")[0], int(case.partition("/")[2])) for case in cases
        ],
        "sloping": sloping,
        "timed": {name: _timed(row, cases, sloping) for name, row in rows.items()},
        "hot": [_hot(name, cell) for name, cell in sound.items()],
        "operations": _OPERATIONS,
        "loop_of": _loop(sound),
        "helps": _helps(rows),
        "own_containers": [
            name for name, cell in hot.items() if cell.get("plain") is False
        ],
    }


def _timed(
    row: Mapping[str, Cell], cases: list[str], sloping: list[str]
) -> list[Figure]:
    """Return the figures of a row: its times, and its slopes."""
    found = [_figure(row.get(case)) for case in cases]
    for action in sloping:
        slopes = [
            f"{cell['slope']:.1f}"
            for case in cases
            if case.partition("/")[0] == action
            and "slope" in (cell := row.get(case, {}))
        ]
        found.append(Figure(", ".join(slopes)))
    return found


def _figure(cell: Cell | None) -> Figure:
    if cell is None:
        return Figure("")
    mark = cells.mark(cell)
    if "cut" in cell:
        return Figure(f"over {cell['cut'] * 1e3:.0f}", bad=True, mark=mark)
    if "above" not in cell:
        return Figure(cells.word(cell["outcome"]), bad=True, mark=mark)
    value = cell["above"] * 1e3
    return Figure(f"{value:.0f}" if value >= 100 else f"{value:.1f}", mark=mark)  # noqa: PLR2004


def _hot(name: str, cell: Cell) -> Hot:
    figures = tuple(nanoseconds(cell[operation]) for operation in _OPERATIONS)
    return Hot(name, figures, cell["statements"]["read"])


def nanoseconds(measured: Mapping[str, float]) -> str:
    """Print a median with its interval, in nanoseconds: ``12,531 [11,082, 14,018]``."""
    median, low, high = (measured[key] * 1e9 for key in ("median", "low", "high"))
    return f"{median:,.0f} [{low:,.0f}, {high:,.0f}]"


def _loop(sound: Mapping[str, Cell]) -> dict[str, Any]:
    """Return of how many settings and processes the hot loop is, and what its brackets are."""
    if not sound:
        return {}
    counts = {len(cell["samples"]["empty"]) for cell in sound.values()}
    return {
        "settings": next(iter(sound.values()))["settings"],
        "least": min(counts),
        "most": max(counts),
        "few": any(cell.get("range") for cell in sound.values()),
    }


def _helps(rows: Rows) -> list[tuple[str, int, int]]:
    """Return of rows whose help leaves settings out how many it names, of how many."""
    return [found for name, row in rows.items() for found in _left_out(name, row)]


def _left_out(name: str, row: Mapping[str, Cell]) -> Iterator[tuple[str, int, int]]:
    # The largest help stands for all: the same lines print each.
    helps = {
        int(case.partition("/")[2]): cell["named"]
        for case, cell in row.items()
        if "named" in cell
    }
    if helps and helps[max(helps)] < max(helps):
        yield name, helps[max(helps)], max(helps)
