"""Every setting that is not its default: whether it comes back, with its type; nothing trains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks import core, stored_facts
from benchmarks.categories.roundtrip.judging import arrived_at, judge_return, trips
from benchmarks.categories.roundtrip.part import Part
from benchmarks.category import Stored, attempt
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import load
from benchmarks.registry import Adapter
from benchmarks.rerun import Trip, trip
from benchmarks.running import Probe
from benchmarks.values import show


@dataclass(frozen=True, kw_only=True)
class Setting(Case):
    """One setting of a profile of the core."""

    profile: str
    path: str


def cases() -> dict[str, Setting]:
    """Return the settings of all profiles, by ``PROFILE/PATH``."""
    return {
        f"{profile}/{path}": Setting(f"{profile}/{path}", profile=profile, path=path)
        for profile, settings in core.PROFILES.items()
        for path in settings
    }


def measure(row: Adapter, cases: Sequence[Setting]) -> Iterator[tuple[str, object]]:
    """Yield for each setting the one trip that its profile makes."""
    trips: dict[str, object] = {}
    for case in cases:
        if case.profile not in trips:
            trips[case.profile] = attempt(_trip, row, case.profile)
        yield case.name, trips[case.profile]


def _trip(row: Adapter, profile: str) -> Trip:
    return trip(row, load(row).words(core.PROFILES[profile]))


def judge(case: Setting, trip: Trip) -> Judgement:
    """Judge one setting by the records of a run and of its restoration; pure."""
    judged = judge_return(trip, case.path)
    facts = {
        "used": _shown(trip.first, case.path),
        "came_back": _shown(trip.second, case.path),
    }
    return Judgement(judged.outcome, judged.detail, facts)


def again(stored: Stored) -> Iterator[Judgement]:
    """Judge a stored cell again: by the values that were shown."""
    cell, path = stored.cell, stored.case.path
    if stored_facts.bare(cell):
        return
    used, back = cell["used"], cell["came_back"]
    for made in trips(cell["detail"], {path: used}, {path: back}):
        yield judge(stored.case, made)


def _shown(probe: Probe | None, path: str) -> str | None:
    value = arrived_at(probe, path)
    return show(value) if value else None


PART = Part(cases=cases, measure=measure, judge=judge, again=again)
