"""What a reader must have, judged from the cells: no table of abilities is written by hand."""

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from report import cells, words
from report.load import Results

#: Outcomes of an attack for which a row has no place.
_NO_PLACE = ("unsupported", "not_applicable")

#: Parties that take the merit from the library; of several, the first one is told.
_OTHERS = ("adapter", "documented", "core", "unmeasured")


@dataclass(frozen=True)
class Need:
    """A need, its rule in words, and who meets it.

    Attributes
    ----------
    id, label, rule
        What it is called, in the file, on the page, and how it is judged.
    met
        Who answers for it in each row that meets it: the library alone, or another party too.
    cells
        Cells of which all must be as the rule says, as ``category/case``.
    """

    id: str
    label: str
    rule: str
    met: dict[str, str]
    cells: tuple[str, ...] = ()


def needs(results: Results) -> list[Need]:
    """Return the needs that the results can judge."""
    addresses = cells.addresses(results)
    found = [_need(results, told, addresses) for told in words.words()["needs"]]
    return [need for need in found if need is not None]


def _need(
    results: Results, told: dict[str, Any], addresses: Sequence[str]
) -> Need | None:
    measured = {
        name: each
        for name, each in results["adapters"].items()
        if each["status"] != "missing"
    }
    form = words.report()["rule"]
    if "added" in told:
        met = {
            name: "library"
            for name, each in measured.items()
            if each["footprint"] and len(each["footprint"]["added"]) == told["added"]
        }
        rule = form["nothing_added"]
        return Need(told["id"], told["label"], rule, met)
    wanted = tuple(
        address
        for address in addresses
        if any(fnmatch.fnmatchcase(address, each) for each in told["cells"])
    )
    lacked = told.get("lacks")
    enough = ("right", *(_NO_PLACE if told.get("or_no_place") else ()))
    if not wanted and not lacked:
        return None
    met = {}
    for name, each in measured.items():
        said = {lack["capability"] for lack in each.get("lacks", [])}
        judged = [cells.at(results, name, address) for address in wanted]
        outcomes = {cell["outcome"] if cell else None for cell in judged}
        if lacked in said or not outcomes <= {*enough}:
            continue
        # Who has no place for any attack has withstood none.
        if outcomes and "right" not in outcomes:
            continue
        parties = {cells.party(cell) for cell in judged if cell}
        met[name] = next((by for by in _OTHERS if by in parties), "library")
    good = form["or"].join(map(cells.word, enough))
    named = ", ".join(told["cells"])
    rules = [form["met"].format(outcome=good, cells=named)] if wanted else []
    if lacked:
        rules.append(form["not_lacking"].format(lacked=lacked))
    return Need(told["id"], told["label"], "; ".join(rules), met, wanted)
