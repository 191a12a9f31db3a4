"""A later load: what becomes of a saved config that saving may have spoilt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.categories.roundtrip.judging import judge_end, judge_restored
from benchmarks.dialect import Dialect
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.rerun import copied
from benchmarks.running import Probe, Record, probe
from benchmarks.texts import message, short
from configbench.workplace import workplace

#: Characters of a sentence on why it is another run.
_LONGEST = 100


class State(StrEnum):
    """What a later load makes of what was saved."""

    NOTHING = "nothing is left"
    REFUSED = "refused"
    WHOLE = "whole"
    OTHER = "another run"
    CRASHED = "crashed"


@dataclass(frozen=True)
class Load:
    """A run from a saved config that was carried to an empty folder.

    Attributes
    ----------
    probe
        What was seen of it.
    base
        Its own folder, which no published text names.
    """

    probe: Probe
    base: str

    def judge(self, whole: Sequence[Record]) -> tuple[State, str]:
        """Say what it is, and why; for one of the ``whole`` runs, its number; pure."""
        fault = judge_end(self.probe)
        if fault and fault.outcome is Outcome.BROKEN:
            return State.CRASHED, self._placeless(fault.detail)
        if fault and fault.outcome is Outcome.REJECTED:
            finished = self.probe.finished
            # Before it is shortened: how long the name of a folder is must not show.
            words = message(self._placeless(finished.output))
            return State.REFUSED, f"{finished.ended}: {words}"
        judged = [judge_restored(self.probe, record) for record in whole]
        for number, each in enumerate(judged):
            if each.outcome is Outcome.RIGHT:
                return State.WHOLE, str(number)
        return State.OTHER, self._placeless(short(judged[0].detail, _LONGEST))

    def _placeless(self, text: str) -> str:
        return text.replace(f"{self.base}/", "")


def load(row: Adapter, dialect: Dialect, saved: Path) -> Load:
    """Carry a saved config to an empty folder and start from it there."""
    with workplace() as place:
        carried = copied(saved, place)
        seen = probe(row, dialect.restore(carried.path), place)
        return Load(seen, str(place.base))
