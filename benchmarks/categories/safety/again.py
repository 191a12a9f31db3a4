"""A stored cell is judged again: by what it tells of marker, arrival, landing and ending."""

import itertools
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from benchmarks import stored_facts
from benchmarks.categories.safety.canaries import Canary
from benchmarks.categories.safety.judging import Landed, Met, judge
from benchmarks.categories.safety.meeting import OTHERWISE, no_place
from benchmarks.category import Stored
from benchmarks.cells import Judgement, troubled
from benchmarks.errors import NotApplicableError
from configbench.process import Finished

#: Where a run had its home, as it is published.
_HOME = "/PLACE/home"

_OUTPUT = "its output"


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    canary, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        yield from _without_place(stored)
        return
    seen: list[Judgement] = []
    for facts in _landed(cell) if "landed" in cell else _met(canary, cell):
        judged = judge(canary, facts)
        if judged not in seen and stored_facts.said(judged, cell):
            seen.append(judged)
            yield judged


def _without_place(stored: Stored) -> Iterator[Judgement]:
    """Yield that a row's files have no place for a canary: where a secret landed tells of them."""
    for cell in stored.beside.get(stored.name, {}).values():
        for name in cell.get("landed", [])[:1]:
            ending = PurePath(name).suffix.removeprefix(".")
            if why := no_place(stored.case, OTHERWISE.get(ending, ending)):
                yield troubled(NotApplicableError(why))


def _endings(detail: str) -> Iterator[Finished]:
    """Yield how a run may have ended that a sentence tells of."""
    yield stored_facts.finished(0)
    if told := stored_facts.ended(detail):
        yield told
    yield stored_facts.finished(1, "MemoryError")


def _met(canary: Canary, cell: Mapping[str, Any]) -> Iterator[Met]:
    arrived = cell["arrived"]
    asked = _HOME if canary.reads == "HOME" else canary.arrives
    counts = (0, 1) if arrived is None else (1,)
    for ending, count in itertools.product(_endings(cell["detail"]), counts):
        yield Met(
            stored_facts.probe(ending, *[{}] * count),
            touched=cell["marker"] == "touched",
            arrived=arrived,
            read=asked is not None and asked in (arrived or ""),
            command=cell["command"],
            planted=cell["bytes"],
        )


def _landed(cell: Mapping[str, Any]) -> Iterator[Landed]:
    detail, landed = cell["detail"], cell["landed"]
    spread = detail.removeprefix("it landed in ").removesuffix(" as well")
    places = spread.split(", ") if spread + " as well" in detail else []
    outside = [name for name in landed if name in places]
    inside = [name for name in landed if name not in outside]
    for ending, saved in itertools.product(_endings(detail), (True, False)):
        yield Landed(
            stored_facts.probe(ending),
            saved=saved,
            inside=tuple(inside),
            outside=tuple(outside),
            printed=_OUTPUT in places,
            command=cell["command"],
        )
