"""Drawn cells and start-up ratios, measured on this machine, beside what was published."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from benchmarks import environment, reproducing, results, state
from benchmarks.categories import find
from benchmarks.category import Category, Order
from benchmarks.cells import WHOLE_ROW, Address, Cell
from benchmarks.environments.interpreters import OWN
from benchmarks.hours import CASES
from benchmarks.measuring import cells_of, guarded
from benchmarks.outcomes import Outcome
from benchmarks.progress import Display, Ledger
from benchmarks.registry import Adapter
from benchmarks.replicating.differing import busy, detail, why
from benchmarks.replicating.drawing import Drawn
from benchmarks.workers import Workers, cores
from configbench.timing.rounds import load

#: The form of the file.
VERSION = 1

#: The category of the ratios.
START_UP = "startup"

#: What is told while they are timed, which takes many minutes.
_RATIOS = "start-up ratios of all rows"

#: Ratios whose medians are no further apart agree.
WITHIN = 0.05

Told = dict[str, Any]
Unit = dict[str, Cell]


@dataclass
class Replication:
    """What came of it so far.

    Attributes
    ----------
    same
        How many cells came out as published.
    differ
        Those that did not, each with what was found, whether it came out so twice, and what else
        is otherwise here.
    unmeasured
        How many could not be measured here, by the reason.
    ratios
        Of start-up, by row and case: as published and as found.
    """

    same: int = 0
    differ: list[Told] = field(default_factory=list)
    unmeasured: Counter[str] = field(default_factory=Counter)
    ratios: list[Told] = field(default_factory=list)


def replicate(
    content: Mapping[str, Any],
    rows: Sequence[Adapter],
    drawn: Drawn,
    *,
    times: bool,
    tell: Callable[[str], None],
) -> Told:
    """Measure what was drawn, and ratios if ``times``; return the file's content.

    Parameters
    ----------
    content
        The published results.
    rows
        Whose cells and ratios.
    drawn
        The cells.
    times
        Whether start-up is timed, too.
    tell
        Takes a line for each unit that is done.
    """
    clock, found = time.monotonic(), Replication()
    jobs = {
        f"{category}/{row}": partial(_measured, find(category), row, cases)
        for (category, row), cases in drawn.units.items()
    }
    workers = Workers(jobs, cores() + 1)
    for number, ((category, row), cases) in enumerate(drawn.units.items(), 1):
        unit = workers.result(f"{category}/{row}")
        for case in cases:
            _compare(found, content, Address(category, row, case), unit)
        tell(f"[{number}/{len(jobs)}] {category}/{row}: {_counted(found)}")
    workers.finish()
    # By themselves, now: beside others a program may have waited for its turn too long.
    for each in found.differ:
        _once_more(each, content)
    if times:
        order = Order(tuple(rows), tuple(CASES))
        ledger = Ledger({_RATIOS: find(START_UP).seconds(order)})
        with ledger.unit(_RATIOS) as tick, Display(ledger, tell).shown():
            ticked = replace(order, tick=tick)
            found.ratios = list(_ratios(content, ticked, found.unmeasured))
    return {
        "replication": VERSION,
        "made": results.now(),
        "machine": environment.machine(),
        "versions": environment.versions(rows),
        "suite": state.suite(),
        "compared": content["created"],
        "part": {"drawn": len(drawn.cells), "of": drawn.of, "seed": drawn.seed},
        "seconds": round(time.monotonic() - clock, 1),
        "cells": {
            "same": found.same,
            "differ": found.differ,
            "unmeasured": dict(found.unmeasured),
        },
        "ratios": found.ratios,
    }


def _measured(category: Category, name: str, cases: Sequence[str]) -> Unit:
    """Measure some cells of a row; whatever goes wrong with it is no other's."""
    order = Order((category.row(name),), tuple(cases))
    unit, fault = guarded(category, order)
    if fault is not None:
        raise fault
    return unit.get(name, {})


def _compare(
    found: Replication, content: Mapping[str, Any], address: Address, unit: Unit
) -> None:
    """Count a cell, or tell how it differs."""
    old = reproducing.stored(content, address)
    fresh = unit.get(address.case) or unit.get(WHOLE_ROW)
    if old is None or fresh is None or fresh["outcome"] == Outcome.UNMEASURED:
        found.unmeasured[detail(fresh or {}) or "it was not there"] += 1
        return
    same, sentence = reproducing.compare(fresh, old)
    if same:
        found.same += 1
        return
    found.differ.append(
        {
            "cell": "/".join(address),
            "published": old["outcome"],
            "found": fresh["outcome"],
            "detail": detail(fresh) or sentence[:500],
            "steady": True,
            "why": busy(load()[0], cores()),
        }
    )


def _once_more(each: Told, content: Mapping[str, Any]) -> None:
    """Measure a cell that differed once more; tell whether it does again, and why that may be."""
    address = Address(*each["cell"].split("/", 2))
    category = find(address.category)
    row = category.row(address.row)
    fresh = _measured(category, address.row, [address.case]).get(address.case)
    old = reproducing.stored(content, address)
    each["steady"] = fresh is not None and not reproducing.compare(fresh, old)[0]
    here = {"sha256": category.sha256(row)}
    here |= state.of(category.placed(row).environment)
    releases = environment.python(OWN) | category.versions(row)
    account = content["units"]["/".join(address[:2])]
    each["why"] = [*why(account, here, releases), *each["why"]]


def _ratios(
    content: Mapping[str, Any], order: Order, missing: Counter[str]
) -> Iterator[Told]:
    """Yield the start-up ratios of rows, measured in one go, beside the published ones."""
    category = find(START_UP)
    names = {row.name for row in order.rows}
    for address, fresh in cells_of(category, order):
        old = reproducing.stored(content, address) or {}
        one, two = old.get("ratio"), fresh.get("ratio")
        if address.row not in names or not isinstance(one, dict):
            continue
        if not isinstance(two, dict):
            missing[f"start-up, {address.case}: {detail(fresh) or 'no ratio'}"] += 1
        else:
            yield {
                "row": address.row,
                "case": address.case,
                "published": one,
                "found": two,
            }


def _counted(found: Replication) -> str:
    return (
        f"{found.same} as published, {len(found.differ)} otherwise, "
        f"{sum(found.unmeasured.values())} not measured here"
    )


def _counts(
    same: int, differ: Sequence[Mapping[str, Any]], unmeasured: Mapping[str, int]
) -> str:
    steady = sum(each["steady"] for each in differ)
    once = len(differ) - steady
    unsteady = f", {once} otherwise the first time alone" if once else ""
    return (
        f"{same} as published, {steady} otherwise{unsteady}, "
        f"{sum(unmeasured.values())} not measured here"
    )


def within(ratio: Mapping[str, Any]) -> bool:
    """Whether the two medians of a ratio are close to each other."""
    one, two = (ratio[key]["median"] for key in ("published", "found"))
    return bool(one) and abs(two / one - 1) <= WITHIN


def told(replication: Told) -> Iterator[str]:
    """Yield what a replication found, line by line; pure."""
    cells, ratios = replication["cells"], replication["ratios"]
    part = replication["part"]
    seed = part["seed"]
    drawn = "all" if seed is None else f"a tenth, drawn by seed {seed}"
    yield (
        f"{part['drawn']} of {part['of']} discrete cells ({drawn}): "
        f"{_counts(cells['same'], cells['differ'], cells['unmeasured'])}"
    )
    for each in cells["differ"]:
        once = "" if each["steady"] else "; as published when it was measured once more"
        yield (
            f"  {each['cell']}: {each['published']} was published, {each['found']} found{once}"
        )
        yield from (
            f"    {reason}" for reason in each["why"] or ["nothing else is otherwise"]
        )
    for reason, count in cells["unmeasured"].items():
        yield f"  {count} not measured: {reason}"
    if ratios:
        close = sum(map(within, ratios))
        yield f"{close} of {len(ratios)} start-up ratios are within {WITHIN:.0%}"
    for each in ratios:
        if not within(each):
            one, two = (each[key] for key in ("published", "found"))
            yield f"  startup/{each['row']}/{each['case']}: {_shown(one)} → {_shown(two)}"


def _shown(ratio: Mapping[str, float]) -> str:
    return f"{ratio['median']:.2f} [{ratio['low']:.2f}, {ratio['high']:.2f}]"
