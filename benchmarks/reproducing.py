"""``python -m benchmarks reproduce``: a published cell, measured afresh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import categories, registry, results
from benchmarks.category import Category, Order
from benchmarks.cells import TROUBLES, WHOLE_ROW, Address, Cell
from benchmarks.environments import interpreters
from benchmarks.matrix import book, stated
from benchmarks.measuring import cells_of, whole_row
from benchmarks.paths import ELSEWHERE
from benchmarks.registry import Adapter
from configbench.errors import UserError


@dataclass(frozen=True)
class Wanted:
    """What is to be measured afresh: one case of a row, or all of them."""

    category: Category
    row: Adapter
    case: str | None

    def __str__(self) -> str:
        """Print as the command takes it."""
        return "/".join(filter(None, (self.category.name, self.row.name, self.case)))


def parse(
    address: str,
    elsewhere: str | None = None,
    python: str | None = None,
    release: str | None = None,
) -> Wanted:
    """Read ``CATEGORY/NAME[/CASE]``; a category may have a case that is meant where none is named.

    Parameters
    ----------
    address
        What is read.
    elsewhere
        Where the row is, if nothing knows it by its name: a path with a slash.
    python
        The interpreter, if it is not the harness's own.
    release
        Of the row's library, if it is not that of its lock.

    Raises
    ------
    UserError
        For an unknown category, row, interpreter or release, for a path that leads to another row,
        and for a category that is measured on the harness's own interpreter alone.
    """
    name, _, rest = address.partition("/")
    row, _, case = rest.partition("/")
    category = categories.find(name)
    found = category.row(row) if elsewhere is None else registry.find(elsewhere)
    if found.name != row:
        raise UserError(f"--adapters: {elsewhere} is {found.name!r}, not {row!r}")
    interpreter = interpreters.one(python)
    if not (interpreter.own or category.anywhere):
        raise UserError(
            f"--python: {category.name} is measured on Python {interpreters.OWN.version} alone"
        )
    placed = stated.at(found.on(interpreter), release)
    return Wanted(category, placed, case or category.headline)


def measure(wanted: Wanted) -> Iterator[tuple[str, Cell]]:
    """Yield the case and the fresh cell of everything that was asked for.

    Raises
    ------
    MissingError
        If the library is missing, or what the category needs.
    UserError
        If there is no such case.
    """
    wanted.category.placed(wanted.row).require()
    cases = (wanted.case,) if wanted.case else None
    try:
        for address, cell in cells_of(wanted.category, Order((wanted.row,), cases)):
            # A timed row is measured beside others, which nobody asked for.
            if address.row == wanted.row.name:
                yield address.case, cell
    except TROUBLES as trouble:
        case = wanted.case or WHOLE_ROW
        yield case, whole_row(wanted.category, wanted.row, trouble)


def published(row: Adapter, folder: Path | None = None) -> Mapping[str, Any]:
    """Return the results that a row is published in; without any cell where there are none.

    Parameters
    ----------
    row
        The row.
    folder
        Of the report, if it is not the one where a row's results go by themselves.

    Raises
    ------
    UserError
        If there are none in ``folder``.
    """
    if row.release:
        return book.published(row, folder or results.FILE.parent)
    if folder is not None:
        return results.load(results.of(row.interpreter, folder / results.FILE.name))
    file = results.FILE if row.ours else ELSEWHERE / results.FILE.name
    try:
        return results.load(results.of(row.interpreter, file))
    except UserError:
        return {"cells": {}}


def stored(content: Mapping[str, Any], address: Address) -> Cell | None:
    """Return a cell of some results, or None where there is none."""
    rows: Mapping[str, Any] = content["cells"].get(address.category, {})
    cell: Cell | None = rows.get(address.row, {}).get(address.case)
    return cell


#: What is compared of a fresh cell and a published one, times aside.
_COMPARED = ("outcome", "arrival", "safety", "total", "tokens", "added", "removed")


def compare(fresh: Cell, old: Cell | None) -> tuple[bool, str]:
    """Tell whether a fresh cell agrees with the published one, and say so; pure.

    Times agree if the two 95 % intervals overlap, in milliseconds or as multiples of the control's,
    which both runs started too: another machine, or this one on another day, starts everything
    faster or slower.  Everything else agrees by outcome and figures.
    """
    if old is None:
        return True, "nothing was published for this cell"
    if "total" in fresh and "interpreter" in fresh and "total" in old:
        one, two = (f"{each['total'] * 1e3:.0f} ms" for each in (fresh, old))
        return True, f"a run that is looked at: {one} afresh, {two} published"
    if "wall" in fresh and "wall" in old:
        return _compare_times(fresh, old)
    differing = [key for key in _COMPARED if fresh.get(key) != old.get(key)]
    if differing:
        told = "; ".join(f"{key}: {old.get(key)} was published" for key in differing)
        return False, f"NOT as published: {told}"
    return True, f"as published: {fresh['outcome']}{_above(fresh, old)}"


def _compare_times(fresh: Cell, old: Cell) -> tuple[bool, str]:
    one, two = fresh["wall"], old["wall"]
    same = _overlap(one, two)
    shown = " and ".join(
        f"{wall['median'] * 1e3:.1f} [{wall['low'] * 1e3:.1f}, {wall['high'] * 1e3:.1f}] ms"
        for wall in (one, two)
    )
    verdict = "the intervals overlap" if same else "the intervals do NOT overlap"
    ratios = [
        told for cell in (fresh, old) if isinstance(told := cell.get("ratio"), dict)
    ]
    if not same and len(ratios) == len((fresh, old)):
        same = _overlap(*ratios)
        multiples = " and ".join(
            f"{each['median']:.2f} [{each['low']:.2f}, {each['high']:.2f}]"
            for each in ratios
        )
        verdict += f"; as multiples of the control's start they {'do' if same else 'do NOT either'}"
        verdict += f": {multiples}"
    if not same and "load" in fresh and "load" in old:
        verdict += (
            f" (load of the machine {fresh['load']:.1f} afresh, {old['load']:.1f} then)"
        )
    return same, f"above the control, afresh and published: {shown}; {verdict}"


def _overlap(one: Mapping[str, float], two: Mapping[str, float]) -> bool:
    return one["low"] <= two["high"] and two["low"] <= one["high"]


def compare_claim(fresh: Cell, old: Cell | None) -> tuple[bool, str]:
    """Tell whether a claim's fresh verdict is the published one, statement by statement; pure."""
    if old is None:
        return True, "nothing was published for this claim"
    if fresh["statements"] == old["statements"] and fresh["verdict"] == old["verdict"]:
        return True, f"as published: {fresh['verdict']}"
    differing = [
        statement
        for statement in {**old["statements"], **fresh["statements"]}
        if fresh["statements"].get(statement) != old["statements"].get(statement)
    ]
    return (
        False,
        f"NOT as published: {old['verdict']} was; other: {'; '.join(differing)}",
    )


def _above(fresh: Cell, old: Cell) -> str:
    """Show two times whose few samples have no interval to compare."""
    if not ("above" in fresh and "above" in old):
        return ""
    times = " and ".join(f"{cell['above'] * 1e3:.1f}" for cell in (fresh, old))
    return f"; above a bare interpreter, afresh and published: {times} ms"
