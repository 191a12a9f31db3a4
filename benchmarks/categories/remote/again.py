"""A stored cell is judged again: by the fate of each setting, and by how the program ended."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from benchmarks import stored_facts
from benchmarks.categories.remote.cases import CONFIG, KILLED, TWICE, RemoteCase
from benchmarks.categories.remote.fates import Config, Fate, fate
from benchmarks.categories.remote.judging import judge, judge_fated
from benchmarks.categories.remote.recording import Recorded, cause
from benchmarks.categories.remote.trackers import NOTHING, Kept
from benchmarks.category import Stored
from benchmarks.cells import Judgement
from benchmarks.control.kinds import AGAIN, KINDS
from configbench.inside.typed import typed
from configbench.process import Finished

if TYPE_CHECKING:
    from benchmarks.values import Typed


def again(stored: Stored) -> Iterator[Judgement]:
    """Yield the judgements that the facts of a cell allow."""
    case, cell = stored.case, stored.cell
    if stored_facts.bare(cell):
        return
    seen: list[Judgement] = []
    allowed = _of_row(stored) if case.asks == CONFIG else _of_control(case, cell)
    for judged in allowed:
        if judged not in seen and stored_facts.said(judged, cell):
            seen.append(judged)
            yield judged


def _endings(detail: str, seconds: float = 0.0) -> Iterator[Finished]:
    """Yield how a program may have ended of which a sentence tells."""
    for each in (stored_facts.finished(0), stored_facts.ended(detail)):
        if each is not None:
            yield replace(each, seconds=seconds)
    yield replace(stored_facts.finished(1, stored_facts.UNKNOWN), seconds=seconds)


# -- rows -----------------------------------------------------------------------------------------


def _of_row(stored: Stored) -> Iterator[Judgement]:
    cell = stored.cell
    found = [_fate(path, told) for path, told in cell["fates"].items()]
    kept = [Fate("", "kept", "", "")] * (cell["settings"] - len(found))
    for ending in _endings(cell["detail"]):
        judged = judge_fated(ending, [*found, *kept])
        why = cause(stored.row, stored.case) if stored.row is not None else None
        yield replace(judged, cause=why)


def _fate(path: str, told: Mapping[str, Any]) -> Fate:
    """Return what became of a setting, by its texts where they tell."""
    used, came, word = told["used"], told["came_back"], told["fate"]
    if came is not None:
        before, after = stored_facts.value(used), stored_facts.value(came)
        by_texts = fate(before, after)
        # In the text of a mapping, what is kept has lost its type all the same.
        if stored_facts.known(before, after) and by_texts != "kept":
            word = by_texts
    return Fate(path, word, used, came)


# -- the control ----------------------------------------------------------------------------------


def _of_control(case: RemoteCase, cell: Mapping[str, Any]) -> Iterator[Judgement]:
    seconds = float(cell.get("waited", 0))
    for ending, kept in itertools.product(
        _endings(cell["detail"], seconds), _kept(case, cell)
    ):
        trained = cell.get("trained", False)
        recorded = Recorded(ending, kept=kept, trained=trained)
        yield judge(case, recorded)
        yield judge(case, replace(recorded, record={}))


def _kept(case: RemoteCase, cell: Mapping[str, Any]) -> Iterator[Kept]:
    """Yield what a tracker may have kept."""
    if case.asks in KINDS:
        for config in _came(case.asks, cell):
            yield Kept({**config}, closed=False)
    elif case.asks == TWICE:
        (name, value), *_ = AGAIN.items()
        yield from (NOTHING, Kept({name: typed(value)}, closed=False))
    elif case.asks == KILLED:
        some = {"seed": typed(0)} if cell["config_kept"] else {}
        yield Kept(some, closed=cell["closed"])
    else:
        yield NOTHING


def _came(kind: str, cell: Mapping[str, Any]) -> Iterator[Config]:
    """Yield what may have come back of a value: what looks like it is the value."""
    used, came = cell["used"], cell["came_back"]
    if came is None:
        yield {}
        return
    wanted: Typed = typed(KINDS[kind])
    yield {kind: wanted if came == used else stored_facts.value(came)}
