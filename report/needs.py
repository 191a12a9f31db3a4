"""What a reader must have, judged from the cells: no table of abilities is written by hand."""

import fnmatch
from dataclasses import dataclass
from typing import Any

from report import cells, load
from report.load import Results


@dataclass(frozen=True)
class Need:
    """A need, its rule in words, and who meets it.

    Attributes
    ----------
    id, label, rule
        What it is called, in the file, on the page, and how it is judged.
    met
        ``library`` or ``hand`` for each row that meets it.
    cells
        Cells of which all must be as the rule says, as ``axis/case``.
    """

    id: str
    label: str
    rule: str
    met: dict[str, str]
    cells: tuple[str, ...] = ()


def needs(results: Results) -> list[Need]:
    """Return the needs that the results can judge."""
    found = [_need(results, told) for told in load.words()["needs"]]
    return [need for need in found if need is not None]


def _need(results: Results, told: dict[str, Any]) -> Need | None:
    measured = {
        name: each
        for name, each in results["adapters"].items()
        if each["status"] != "missing"
    }
    if "added" in told:
        met = {
            name: "library"
            for name, each in measured.items()
            if each["footprint"] and len(each["footprint"]["added"]) == told["added"]
        }
        rule = "no distribution beyond the training core's"
        return Need(told["id"], told["label"], rule, met)
    wanted = [
        (axis, case)
        for axis in load.axes(results)
        for group in cells.families(results[axis]).values()
        for case in group
        if any(fnmatch.fnmatchcase(f"{axis}/{case}", each) for each in told["cells"])
    ]
    lacked = told.get("lacks")
    enough = {"right", "unsupported"} if told.get("or_unsupported") else {"right"}
    if not wanted and not lacked:
        return None
    met = {}
    for name, each in measured.items():
        said = {lack["capability"] for lack in each.get("lacks", [])}
        judged = [results[axis].get(name, {}).get(case) for axis, case in wanted]
        if lacked in said or not all(
            cell is not None and cell["outcome"] in enough for cell in judged
        ):
            continue
        by_hand = any(cell is not None and cell["by"] == "hand" for cell in judged)
        met[name] = "hand" if by_hand else "library"
    names = tuple(f"{axis}/{case}" for axis, case in wanted)
    outcomes = " or ".join(sorted(enough))
    rules = [f"{outcomes} in {', '.join(told['cells'])}"] if names else []
    if lacked:
        rules.append(f"not declared to lack “{lacked}”")
    return Need(told["id"], told["label"], "; ".join(rules), met, names)
