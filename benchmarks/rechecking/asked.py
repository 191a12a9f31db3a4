"""What must be there: each row in each category with each of its cases, and the account of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.category import Category
from benchmarks.cells import WHOLE_ROW
from benchmarks.parties import stored as parties
from benchmarks.registry import CONTROL_NAME, Adapter, control
from benchmarks.results import CLAIMS

Results = Mapping[str, Any]


def missing(
    content: Results,
    categories: Sequence[Category],
    rows: Mapping[str, Adapter],
    told: Mapping[str, parties.Told],
) -> Iterator[str]:
    """Yield a sentence for each unit or case that is not there, and for each that should not be.

    Parameters
    ----------
    content
        Results.
    categories
        Those whose cells must be there, and others of which any is.
    rows
        The rows of these results by name, as far as they are found.
    told
        Who answers for the cells of rows, where that was measured: a cell that was measured once.
    """
    for category in categories:
        stored: Results = content["cells"].get(category.name, {})
        wanted = _wanted(content, category, rows)
        coarse = any(
            account.get("fast")
            for unit, account in content["units"].items()
            if unit.startswith(f"{category.name}/")
        )
        for name in dict.fromkeys((*wanted, *stored)):
            cells = stored.get(name, {})
            unit = f"{category.name}/{name}"
            if bool(cells) is not (unit in content["units"]):
                has = "cells, and no account" if cells else "an account, and no cell"
                yield f"{unit}: has {has} of its measuring"
            elif not cells:
                # What an interrupted run has left is measured by --resume; --fast times no rows
                # beside.
                beside = name not in content["adapters"] and name != CONTROL_NAME
                if not ("interrupted" in content or (coarse and beside)):
                    yield f"{unit}: is not there: no cell of it, and no account"
            elif name not in wanted:
                yield f"{unit}: nobody measures it: it is no row, and nothing beside rows"
            elif WHOLE_ROW not in cells:
                must, may = wanted[name]
                yield from _superfluous(unit, cells, may)
                # --fast leaves cases out.
                if not content["units"][unit].get("fast"):
                    answered = told.get(name, {}).get("cells", {})
                    yield from _lacking(unit, cells, (must, may), answered)
    yield from _accounts(content, categories)


def _wanted(
    content: Results, category: Category, rows: Mapping[str, Adapter]
) -> dict[str, tuple[set[str], set[str]]]:
    """Return by name the cases that must be there, and those that may."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    known = [rows[name] for name in content["adapters"] if name in rows]
    if category.baseline:
        known.append(control())
    for row in known:
        must = {*category.required(row)}
        found[row.name] = must, must | {*category.cases((row,))}
    described = _described(content, category)
    for name in content["adapters"]:  # a row that is nowhere by now
        if name not in rows:
            found[name] = (set(), described)
    for name, cases in category.beside([*rows.values()]).items():
        found[name] = ({*cases}, {*cases})
    return found


def _described(content: Results, category: Category) -> set[str]:
    """Return the cases that results list of a category."""
    return {
        case
        for each in content["categories"]
        if each["name"] == category.name
        for case in each["cases"]
    }


def _lacking(
    unit: str,
    cells: Results,
    wanted: tuple[set[str], set[str]],
    answered: Iterable[str],
) -> Iterator[str]:
    must, may = wanted
    category = unit.partition("/")[0]
    once = {
        case.removeprefix(f"{category}/")
        for case in answered
        if case.startswith(f"{category}/")
    }
    for case in sorted((must | (once & may)) - cells.keys()):
        yield f"{unit}/{case}: is not there"


def _superfluous(unit: str, cells: Results, may: set[str]) -> Iterator[str]:
    for case in sorted(cells.keys() - may):
        yield f"{unit}/{case}: nobody asks for it"


def _accounts(content: Results, categories: Sequence[Category]) -> Iterator[str]:
    """Yield the accounts of what there is not."""
    known = {category.name for category in categories}
    for unit in content["units"]:
        category, _, _ = unit.partition("/")
        if category not in {*known, CLAIMS}:
            yield f"{unit}: is the account of a category of which there is no cell"
    measured = f"{CLAIMS}/all" in content["units"]
    if bool(content.get(CLAIMS)) is not measured:
        yield f"{CLAIMS}/all: claims and the account of their measuring do not go together"
