"""``fault/target_exists``: a second, shorter run in the same place as a first one.

It comes at least a second later, for some rows name the folder by the clock; the parts before it
use that second.  Every saved run must be one of the two, whole, and the second among them;
``earlier`` tells what became of the first, no fault either way: see
``docs/decisions/0006-saving-goes-wrong.md``.
"""

import itertools
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks import core, stored_facts
from benchmarks.categories.roundtrip.loading import Load, State, load
from benchmarks.categories.roundtrip.part import Part, save
from benchmarks.category import Stored, attempt
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import Dialect
from benchmarks.dialect import load as load_dialect
from benchmarks.judging import judge_end
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import Probe, probe
from benchmarks.stored_facts import UNKNOWN
from benchmarks.texts import message
from configbench.workplace import Workplace, workplace

TARGET_EXISTS = Case(
    "fault/target_exists",
    intent="A second run in the same place: what is saved is the second, whole, or it is refused. "
    "That the first is overwritten is told, and no fault.",
)

#: Folders that are named by the clock need another second, in seconds.
APART = 1.05


@dataclass(frozen=True)
class Earlier:
    """A run whose saved config lies where the next one will save; ``ended`` is on the clock."""

    row: Adapter
    dialect: Dialect
    place: Workplace
    probe: Probe
    ended: float
    folders: ExitStack

    @classmethod
    def begun(cls, row: Adapter) -> "Earlier":
        """Make the first run."""
        dialect = load_dialect(row)
        words = dialect.words(core.LONG)
        with ExitStack() as folders:
            place = folders.enter_context(workplace())
            first = save(row, words, place)
            return cls(row, dialect, place, first, time.monotonic(), folders.pop_all())

    def again(self) -> "Both":
        """Make the second run, a second after the first, and load all that is saved then."""
        with self.folders:
            time.sleep(max(0.0, self.ended + APART - time.monotonic()))
            second = probe(self.row, self.dialect.words(core.SHORT), self.place)
            found = self.dialect.found_in(self.place.work)
            loads = [load(self.row, self.dialect, saved) for saved in found]
            return Both(self.probe, second, tuple(loads))


@dataclass(frozen=True)
class Both:
    """Two runs in one place, and the loads of all saved configs afterwards."""

    first: Probe
    second: Probe
    loads: tuple[Load, ...]


def measure(row: Adapter, cases: Sequence[Case]) -> Iterator[tuple[str, object]]:
    """Make the first run at once, and the second when the facts are asked for."""
    return _measured(cases, attempt(Earlier.begun, row) if cases else None)


def _measured(cases: Sequence[Case], earlier: object) -> Iterator[tuple[str, object]]:
    for case in cases:
        begun = isinstance(earlier, Earlier)
        yield case.name, attempt(Earlier.again, earlier) if begun else earlier


def judge(_: Case, facts: Both) -> Judgement:
    """Judge what two runs in one place left; pure."""
    known = [*facts.second.reached[:1], facts.first.reached[0]]
    loads = [load.judge(known) for load in facts.loads]
    outcome, earlier, detail = judge_both(facts.second, loads)
    return Judgement(outcome, detail, {"earlier": earlier})


def judge_both(
    second: Probe, loads: Sequence[tuple[State, str]]
) -> tuple[Outcome, str, str]:
    """Return the outcome, what became of the first run, and a sentence; pure.

    A whole load is told by its number: 0 is the second run, 1 the first.
    """
    fault = judge_end(second)
    if fault and fault.outcome is Outcome.BROKEN:
        return Outcome.BROKEN, "unknown", f"the second run: {fault.detail}"
    whole = {told for state, told in loads if state is State.WHOLE}
    bad = [f"{state} ({told})" for state, told in loads if state is not State.WHOLE]
    if not second.reached:
        earlier = "kept" if loads and not bad else "damaged"
        told = message(second.finished.output)
        detail = f"the second run is refused: {told}; the first is {earlier}"
        return (Outcome.WRONG_VALUE if bad else Outcome.RIGHT), earlier, detail
    if bad:
        mixed = f"a saved config is neither run: {bad[0]}"
        return Outcome.WRONG_VALUE, "mixed", mixed
    if "0" not in whole:
        wrong = "what is saved is the first run, not the second"
        return Outcome.WRONG_VALUE, "kept", wrong
    earlier = "kept apart" if "1" in whole else "overwritten"
    detail = f"the second run is whole; the first is {earlier}"
    return Outcome.RIGHT, earlier, detail


def again(stored: Stored) -> Iterator[Judgement]:
    """Judge a stored cell again: by all that two runs may have left that its sentence tells of."""
    cell, found = stored.cell, []
    if stored_facts.bare(cell):
        return
    fine = stored_facts.finished(0)
    endings = [
        fine,
        stored_facts.ended(cell["detail"]) or stored_facts.finished(1, UNKNOWN),
    ]
    odd = [
        (state, UNKNOWN) for state in State if state not in {State.WHOLE, State.NOTHING}
    ]
    whole = [(State.WHOLE, "0"), (State.WHOLE, "1")]
    every = [[], whole, *([each] for each in (*whole, *odd))]
    for ending, count, loads in itertools.product(endings, (0, 1), every):
        second = stored_facts.probe(ending, *[{}] * count)
        outcome, earlier, detail = judge_both(second, loads)
        judged = Judgement(outcome, detail, {"earlier": earlier})
        if judged not in found and stored_facts.said(judged, cell):
            found.append(judged)
            yield judged


PART = Part(
    cases=lambda: {TARGET_EXISTS.name: TARGET_EXISTS},
    measure=measure,
    judge=judge,
    again=again,
)
