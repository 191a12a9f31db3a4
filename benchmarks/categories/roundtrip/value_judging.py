"""Judging single values: whether each arrived, and whether what arrived came back; all pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from benchmarks.categories.roundtrip.holding import holding
from benchmarks.categories.roundtrip.judging import arrived_at, judge_end, judge_return
from benchmarks.categories.roundtrip.values import Value
from benchmarks.cells import Judgement
from benchmarks.gaps import Tried
from benchmarks.judging import at, differing, judge_value
from benchmarks.outcomes import Outcome
from benchmarks.rerun import Trip
from benchmarks.running import Probe, Record
from benchmarks.texts import short
from benchmarks.values import show


@dataclass(frozen=True)
class Ground:
    """What a row does with nothing but the context: its record and the texts of its saved files."""

    record: Record
    files: Mapping[str, str]


@dataclass(frozen=True)
class Travelled:
    """A trip that carried a value.

    Attributes
    ----------
    trip, ground
        What was seen, and the same without the value, if the row runs so.
    batch
        All values that the trip carried.
    command
        How the value is set alone, as published.
    spelling
        Which of several documented spellings was taken, or that it stood in a file, in words.
    unspelt
        Why the value has no spelling, by the row: then it was typed as a person would who does not
        think of that.
    """

    trip: Trip
    ground: Ground | None
    batch: tuple[Value, ...]
    command: Mapping[str, object]
    spelling: str | None = None
    unspelt: str | None = None


@dataclass(frozen=True)
class Refused:
    """A value for which a row has no spelling, why, and all that was tried in vain."""

    reason: str
    tried: tuple[Travelled, ...]


def judge(value: Value, facts: Travelled | Refused) -> Judgement:
    """Judge one value: the outcome is that of its way back, the arrival is judged beside."""
    asked = {"setting": value.setting, "asked": short(show(value.wanted))}
    if isinstance(facts, Refused):
        return _refused(value, facts, asked)
    trip = facts.trip
    arrival = judge_arrival(value, facts)
    returned = judge_way_back(value, facts)
    arrived = _shown(trip.first, value)
    detail = returned.detail
    if arrival.outcome is not Outcome.RIGHT:
        told = f"arrival: {arrival.detail}; then {detail}"
        detail = told if arrived else arrival.detail
        if facts.unspelt:  # a reason that proves wrong is not told
            detail += f"; there is no spelling: {facts.unspelt}"
    before = facts.ground.files if facts.ground else {}
    published = {
        **asked,
        "arrived": arrived,
        "came_back": _shown(trip.second, value),
        "bytes": short(holding(value, facts.batch, before, trip.files)),
        **facts.command,
    }
    if facts.spelling:
        published["spelling"] = facts.spelling
    return Judgement(returned.outcome, detail, published, arrival=arrival.outcome)


def _refused(value: Value, facts: Refused, asked: Mapping[str, object]) -> Judgement:
    """Judge a value that nothing brings to the core: refused, as the first of what was tried.

    That the library has no way is not ours to say.
    """
    judged = [judge_arrival(value, each) for each in facts.tried]
    told = [
        Tried(each.command, made).told()
        for each, made in zip(facts.tried, judged, strict=True)
    ]
    first, *others = judged
    detail = f"{facts.reason}; typed all the same: {first.detail}"
    detail += "".join(f"; in a config file: {each.detail}" for each in others)
    published = {**asked, **facts.tried[0].command, "attempts": told}
    return Judgement(first.outcome, detail, published, arrival=first.outcome)


def _shown(probe: Probe | None, value: Value) -> str | None:
    there = arrived_at(probe, value.setting)
    return short(show(there)) if there else None


def judge_arrival(value: Value, facts: Travelled) -> Judgement:
    """Judge whether a value got into the core, and nothing else with it.

    Of a trip that carried several values, what else changed is told by :func:`strays`.
    """
    first = facts.trip.first
    if fault := judge_end(first):
        return fault
    arrived = at(first.reached[0], value.setting)
    judged = judge_value(value.wanted, arrived, "arrived")
    if judged.outcome is Outcome.RIGHT and facts.ground and len(facts.batch) == 1:
        records = [facts.ground.record, first.reached[0]]
        if beside := strays(records, facts.batch):
            changed = f"{', '.join(beside)} changed as well"
            return Judgement(Outcome.WRONG_VALUE, changed)
    return judged


def judge_way_back(value: Value, facts: Travelled) -> Judgement:
    """Judge what came back against what arrived; nothing else may have changed on the way."""
    judged = judge_return(facts.trip, value.setting)
    if judged.outcome is not Outcome.RIGHT or facts.trip.second is None:
        return judged
    records = [facts.trip.first.reached[0], facts.trip.second.reached[0]]
    if beside := strays(records, facts.batch):
        changed = f"{', '.join(beside)} came back changed"
        return replace(judged, outcome=Outcome.WRONG_VALUE, detail=changed)
    return judged


def strays(records: Sequence[Record], batch: Sequence[Value]) -> list[str]:
    """Name the settings that changed from one record to the next although nobody asked."""
    changed = {path for pair in pairwise(records) for path in differing(*pair)}
    return sorted(changed - {value.setting for value in batch})


def settled(value: Value, facts: Travelled) -> bool:
    """Whether a value of a common trip needs no trip of its own."""
    arrival = judge_arrival(value, facts).outcome
    return (
        arrival in {Outcome.RIGHT, Outcome.TYPE_CHANGED}
        and judge_way_back(value, facts).outcome is Outcome.RIGHT
    )
