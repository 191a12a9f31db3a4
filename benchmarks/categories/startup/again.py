"""Stored start-ups are judged again: the race of each case is run again over its samples."""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from benchmarks import stored_facts
from benchmarks.categories.startup.cases import DEFAULT, FRAMEWORK, MISTAKE, RUN, WHERE
from benchmarks.categories.startup.contestants import TWIN, NotTimed, misspelling
from benchmarks.categories.startup.judging import Race, Sitting, Timed, judge
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.judging import judge_mistake, judge_request
from benchmarks.outcomes import Outcome
from benchmarks.registry import CONTROL_NAME
from configbench.timing.rounds import Plan, Samples

_NOT_TIMED = "not timed: "

#: What the parts of a start add up to may be more than the whole by so much of it: what is
#: measured around an import is not taken from what lies within.
_MORE = 0.002

Cells = Mapping[str, Mapping[str, Any]]


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    case, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        yield from _not_timed(stored)
    elif case == WHERE:
        yield Judgement(Outcome.RIGHT, "", _where(stored))
    elif case == RUN:
        yield judge(case, Sitting(**{key: cell[key] for key in _SITTING}))
    else:
        yield _timed(stored)


_SITTING = ("rows", "seconds", "children", "load", "sittings", "plans")


def _not_timed(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements of a row that did something else than asked, by its sentence."""
    said = stored.cell["detail"]
    detail = said.removeprefix(_NOT_TIMED)
    ending = stored_facts.ended(detail) or stored_facts.finished(0)
    differing = stored_facts.differences(detail)
    wanted, came = (
        stored_facts.record({**differing.wanted, **each})
        for each in ({}, differing.got)
    )
    cause = None
    if stored.row is not None and "cause" in stored.cell and stored.case == MISTAKE:
        cause = misspelling(stored.row).cause
    for count in (0, 1, 2):
        seen = stored_facts.probe(ending, *[came] * count)
        found = (
            [judge_mistake(seen, saved=saved) for saved in (False, True)]
            if stored.case == MISTAKE
            else [judge_request(seen, {}, wanted)]
        )
        for each in found:
            judged = judge(stored.case, NotTimed(replace(each, cause=cause)))
            if judged.detail == said:
                yield judged


# -- races ----------------------------------------------------------------------------------------


def _timed(stored: Stored) -> Judgement:
    """Return the judgement of a contestant of a race."""
    name, case, cell = stored.name, stored.case, stored.cell
    race = _race(stored, case.name, _framework(stored))
    sitting = stored.beside.get(CONTROL_NAME, {}).get(RUN.name, {})
    heat = case.name if case != FRAMEWORK else f"{case.name}/{_framework(stored)}"
    loads = sitting.get("load", {}).get("rounds", {}).get(heat)
    load = statistics.median(loads) if loads else cell.get("load")
    judged = Timed(name, race, load, cell.get("words")).judgement()
    plan = sitting.get("plans", {}).get(case.name)
    return replace(judged, facts={**judged.facts, "plan": plan or cell["plan"]})


def _framework(stored: Stored) -> str:
    """Return the framework whose users have a row's library, or whose control this is."""
    _, _, named = stored.name.partition("+")
    beside = (stored.adapters.get(stored.name, {}).get("footprint") or {}).get("beside")
    return named or (beside["distribution"] if beside else "")


def _race(stored: Stored, case: str, framework: str) -> Race:
    """Return the race of a case, made once for all of its cells."""
    key = (case, framework if case == FRAMEWORK.name else "")
    if key not in stored.worked:
        stored.worked[key] = _raced(stored, *key)
    race: Race = stored.worked[key]
    return race


def _raced(stored: Stored, case: str, framework: str) -> Race:
    control = f"{CONTROL_NAME}+{framework}" if framework else CONTROL_NAME
    names = [
        name
        for name, cells in stored.beside.items()
        if "samples" in cells.get(case, {})
        and (
            not framework or framework in {name.partition("+")[2], _comes(stored, name)}
        )
    ]
    rows = [name for name in names if name in stored.adapters]
    twins = {name: name.removesuffix(TWIN) for name in names if name.endswith(TWIN)}
    some = {
        name: _samples(stored.beside[name][case])
        for name in dict.fromkeys((control, *rows, *sorted(twins)))
        if name in names
    }
    lent = None if case == DEFAULT.name else _race(stored, DEFAULT.name, "").noise
    plan = Plan(**stored.beside[next(iter(some))][case]["plan"])
    return Race(some, twins, plan, lent, control)


def _comes(stored: Stored, name: str) -> str:
    beside = (stored.adapters.get(name, {}).get("footprint") or {}).get("beside")
    return str(beside["distribution"]) if beside else ""


def _samples(cell: Mapping[str, Any]) -> Samples:
    """Return the samples of a contestant, with what was noted of its starts."""
    told, noted = cell["samples"], {}
    if "torch" in cell:
        noted["torch"] = [cell["torch"]]
    if "memory" in cell:
        noted["memory"] = cell["memory"]["samples"]
    if "imported" in cell:
        noted["imported"] = [cell["imported"]]
    failed = cell["outcome"] != Outcome.RIGHT and cell["detail"]
    return Samples(
        told["wall"],
        told["cpu"],
        told["starts"],
        told.get("whole", []),
        noted,
        cell["detail"] if failed else None,
        cell.get("trouble"),
    )


# -- where the time goes --------------------------------------------------------------------------


def _where(stored: Stored) -> dict[str, Any]:
    """Return what follows of an account from its parts."""
    cell = stored.cell
    footprint = stored.adapters.get(stored.name, {}).get("footprint") or {}
    by_owner: dict[str, float] = cell["by_distribution"]
    ours = set(footprint.get("added", ()))
    library = sum(spent for name, spent in by_owner.items() if name in ours)
    python = by_owner.get("python", 0.0)
    other = sum(by_owner.values()) - library - python
    parts = cell["interpreter"] + sum(cell["roles"].values()) + sum(by_owner.values())
    near = 0.0 <= parts - cell["total"] + 1e-9 <= _MORE * parts
    return {
        "imports": {"library": library, "python": python, "other": other},
        "total": cell["total"] if near else parts,
        "by_distribution": dict(sorted(by_owner.items(), key=lambda item: -item[1])),
        "dearest": sorted(cell["dearest"], key=lambda each: -each["own"]),
        "uninvited": sorted({*cell["uninvited"]} & by_owner.keys() - ours),
    }
