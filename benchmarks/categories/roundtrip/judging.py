"""Judging how a saved run came back: what several parts share; every function is pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from benchmarks import stored_facts
from benchmarks.cells import Judgement
from benchmarks.judging import at, differing, flat, judge_once, judge_value
from benchmarks.outcomes import Outcome
from benchmarks.rerun import Trip
from benchmarks.running import Probe, Record
from benchmarks.texts import message, short
from benchmarks.values import Typed, show


def judge_end(probe: Probe) -> Judgement | None:
    """Judge how a run ended: nothing if it reached the core once and went well to its end."""
    fault = judge_once(probe)
    if fault and fault.outcome is Outcome.REJECTED:
        words = message(probe.finished.output)
        return replace(fault, detail=f"refused, {probe.finished.ended}: {words}")
    return fault


def arrived_at(probe: Probe | None, path: str) -> Typed | None:
    """Return what arrived at a dotted path, if the run was made and reached the core."""
    return at(probe.reached[0], path) if probe and probe.reached else None


def judge_return(trip: Trip, path: str) -> Judgement:
    """Judge the value at ``path`` by what came back of what arrived there."""
    before = arrived_at(trip.first, path)
    if before is None:
        lost = Judgement(Outcome.WRONG_VALUE, f"{path} did not reach the core")
        return judge_end(trip.first) or lost
    if trip.second is None:
        return Judgement(Outcome.REJECTED, trip.problem or "nothing to restore")
    if fault := judge_end(trip.second):
        refused = fault.outcome is Outcome.REJECTED
        whose = "the saved config is" if refused else "the restored run:"
        return replace(fault, detail=f"{whose} {fault.detail}")
    return judge_value(before, at(trip.second.reached[0], path), "came back")


def judge_restored(
    probe: Probe, expected: Record, weights: tuple[str | None, str | None] | None = None
) -> Judgement:
    """Judge a restored run by its record and, where it trained, by its weights.

    ``weights`` are those of the restored run and those that the expected settings give.
    """
    if fault := judge_end(probe):
        return fault
    arrived = probe.reached[0]
    if wrong := differing(expected, arrived):
        want, got = flat(expected), flat(arrived)
        faults = [
            f"{path} is {short(show(got[path])) if path in got else 'missing'}, "
            f"expected {short(show(want[path])) if path in want else 'nothing'}"
            for path in wrong
        ]
        return Judgement(Outcome.WRONG_VALUE, "; ".join(faults))
    if weights is None:
        return Judgement(Outcome.RIGHT, "record as expected")
    if weights[0] is None:
        return Judgement(Outcome.LATE, "record as expected, but it does not train")
    if weights[0] != weights[1]:
        return Judgement(Outcome.WRONG_VALUE, "record as expected, other weights")
    return Judgement(Outcome.RIGHT, "record and weights as expected")


# -- judged again ---------------------------------------------------------------------------------


def trips(
    detail: str,
    first: Mapping[str, Typed | str | None],
    second: Mapping[str, Typed | str | None],
) -> Iterator[Trip]:
    """Yield the trips of which a sentence may tell.

    Parameters
    ----------
    detail
        The sentence.
    first, second
        What arrived of each by path, as it was shown or typed; ``None`` for nothing.
    """
    records = [_record(each) for each in (first, second)]
    ending = stored_facts.ended(detail)
    fine = stored_facts.finished(0)
    one, two = (
        [stored_facts.probe(how, *each) for how in (fine, ending) if how]
        for each in (
            [records[0]] if records[0] else [],
            [records[1]] if records[1] else [],
        )
    )
    for before in one:
        if records[1] is None:
            yield Trip(before, problem=detail)
        for after in two:
            yield Trip(before, second=after)


def _record(shown: Mapping[str, Typed | str | None]) -> Record | None:
    """Return a record of values; nothing where none of them arrived."""
    read = {
        path: stored_facts.value(each) if isinstance(each, str) else each
        for path, each in shown.items()
        if each is not None
    }
    return stored_facts.record(read) if read else None
