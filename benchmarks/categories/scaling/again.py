"""Stored loads and hot loops are judged again, over their samples."""

import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks import stored_facts
from benchmarks.categories.scaling.judging import (
    CUT,
    OPERATIONS,
    Growth,
    HotLoop,
    judge,
)
from benchmarks.categories.scaling.plan import CASES, HOT_LOOP, LOAD
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.outcomes import Outcome
from configbench.timing.rounds import Samples


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgement that the samples of a cell give."""
    case, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        return
    if case.action == HOT_LOOP:
        yield judge(case, _hot_loop(cell))
        return
    cells = stored.beside[stored.name]
    sizes = {
        each.count: cells[each.name]
        for each in CASES.values()
        if each.action == case.action and each.name in cells
    }
    bare = {count: _bare(stored, count, each) for count, each in sizes.items()}
    growth = Growth({count: _samples(each) for count, each in sizes.items()}, bare)
    judged = judge(case, growth)
    facts = {**judged.facts}
    # Results of before the bare interpreter's samples were stored.
    if any("bare" not in each["samples"] for each in sizes.values()):
        facts["samples"] = cell["samples"]
        facts.pop("slope", None)
        if not any(bare[case.count].wall):
            facts.pop("above", None)
    yield Judgement(judged.outcome, judged.detail, facts)


def _samples(cell: Mapping[str, Any]) -> Samples:
    told = cell["samples"]
    noted = {"named": [cell["named"]]} if "named" in cell else {}
    return Samples(told["wall"], told["cpu"], noted=noted, **_fault(cell))


def _fault(cell: Mapping[str, Any]) -> dict[str, Any]:
    failed = cell["outcome"] != Outcome.RIGHT
    fault = CUT if "cut" in cell else cell["detail"]
    return {"fault": fault if failed else None, "trouble": cell.get("trouble")}


def _bare(stored: Stored, count: int, cell: Mapping[str, Any]) -> Samples:
    """Return the samples of the bare interpreter; of a single round, what all rows tell of it."""
    if told := cell["samples"].get("bare"):
        return Samples(told["wall"], told["cpu"])
    name = CASES[f"{LOAD}/{count}"].name
    beside = [
        each["samples"]["wall"][0] - each["above"]
        for cells in stored.beside.values()
        if "above" in (each := cells.get(name, {}))
        and len(each["samples"]["wall"]) == 1
    ]
    rounds = len(cell["samples"]["wall"])
    wall = statistics.median(beside) if rounds == 1 and beside else 0.0
    return Samples([wall] * rounds, [0.0] * rounds)


def _hot_loop(cell: Mapping[str, Any]) -> HotLoop:
    told = cell["samples"]
    noted = {
        **{name: told[name] for name in ("empty", *OPERATIONS)},
        "plain": [cell["plain"]],
    }
    return HotLoop(Samples(noted=noted, **_fault(cell)), cell["statements"])
