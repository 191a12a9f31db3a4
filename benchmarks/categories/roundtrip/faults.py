"""Round trip when saving goes wrong: what is left on the disk, and whether the next load says so.

``fault/killed``
    The run is killed in the middle of saving: its files cannot grow beyond half of what it saves
    otherwise, and the write that would ends it by ``SIGXFSZ`` (``benchmarks/failing_disk.py``).
``fault/disk_full``
    The same write fails, as on a full disk: ``OSError`` instead of a signal.
``fault/not_writable``
    Where the folder of the run would be, there is a file: permission bits do not bind root.
``fault/target_exists``
    A second, shorter run in the same place as a first one, at least a second later (some rows name
    the folder by the clock).

Right is a run that is refused before the core with a message, and a later load that refuses what
was left of it, or finds nothing or the whole run.  A kill cannot be answered with a message: there,
only what is left counts.  For ``target_exists`` every saved run must be one of the two, whole, and
the second among them; ``earlier`` tells what became of the first, no fault either way: see
``docs/decisions/0006-saving-goes-wrong.md``.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import contract, runs
from benchmarks.axes.saved_runs import judge as judge_record
from benchmarks.axes.saved_values import message, short, typed_line
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome, broken
from benchmarks.paths import ROOT
from benchmarks.process import run
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Probe, Record, Workplace

LAUNCHER = ROOT / "benchmarks" / "failing_disk.py"

#: A run of some kilobytes, so that half of it is neither nothing nor a line.
LONG: dict[str, object] = {
    "seed": 7,
    "tags": [f"a longer tag of number {number}" for number in range(300)],
}

#: A shorter run: what it leaves of a longer file would show.
SHORT: dict[str, object] = {"seed": 8, "tags": ["short"]}

CASES = ("fault/killed", "fault/disk_full", "fault/not_writable", "fault/target_exists")

#: What becomes of a saved run that a later load meets.
NOTHING, REFUSED, WHOLE, OTHER, CRASHED = (
    "nothing is left",
    "refused",
    "whole",
    "another run",
    "crashed",
)

#: Folders that are named by the clock need another second, in seconds.
_APART = 1.05

#: Characters of each end of a long sentence.
_ENDS = 50

Cell = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """What was seen of a run that could not save.

    Attributes
    ----------
    probe
        The run; ``reached`` is told apart, for the record may be cut as well.
    reached
        Whether the core was called.
    left
        Sizes of the files of the saved config, by name.
    later, said
        What a later load made of it, one of the five words above, and its message.
    """

    probe: Probe
    reached: bool
    left: dict[str, int]
    later: str
    said: str


@dataclass(frozen=True)
class Unharmed:
    """The same run where nothing goes wrong."""

    words: tuple[str, ...]
    record: Record
    saved: str
    size: int


def unharmed(adapter: Adapter) -> Unharmed:
    """Run and save once as usual; ``saved`` is relative, ``size`` that of the smallest file.

    Raises
    ------
    BenchError
        If the row does not even do that.
    """
    words = contract.spell_all(adapter.dialect(), LONG)
    with runs.workplace() as place:
        seen = runs.probe(adapter, words, place=place)
        found = sorted(place.work.glob(adapter.dialect().saved))
        if len(seen.reached) != 1 or len(found) != 1:
            raise BenchError(f"an ordinary run saves nothing: {message(seen)}")
        sizes = [path.stat().st_size for path in _files(found[0])]
        return Unharmed(
            tuple(words),
            seen.reached[0],
            str(found[0].relative_to(place.work)),
            min(size for size in sizes if size),
        )


def _files(saved: Path) -> list[Path]:
    return [path for path in [saved, *sorted(saved.rglob("*"))] if path.is_file()]


def measure(adapter: Adapter, case: str) -> Cell:
    """Return the cell of one fault, without who answers for it."""
    try:
        if case == "fault/target_exists":
            with earlier_run(adapter) as earlier:
                return earlier.again()
        return _harmed(adapter, case, unharmed(adapter))
    except UnsupportedError as error:
        return {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error)}
    except BenchError as error:
        return {"outcome": str(Outcome.LOUD), "detail": str(error)}


def _harmed(adapter: Adapter, case: str, usual: Unharmed) -> Cell:
    with runs.workplace() as place:
        launcher: list[str] = []
        if case == "fault/not_writable":
            _block(place, usual.saved)
        else:
            end = "kill" if case == "fault/killed" else "fail"
            launcher = [str(LAUNCHER), str(usual.size // 2), end]
        seen = _look(adapter, launcher, usual, place)
    outcome, detail = judge(seen, killed=case == "fault/killed")
    return {
        "outcome": str(outcome),
        "detail": detail,
        **typed_line(adapter, usual.words),
        "ended": seen.probe.finished.ended,
        "reached": seen.reached,
        "left": seen.left,
        "whole_size": usual.size,
        "later": seen.later,
        "says": message(seen.probe),
    }


def _block(place: Workplace, saved: str) -> None:
    """Put a file where the run's outermost folder would be, or a folder where its file would be."""
    first, *below = Path(saved).parts
    target = place.work / first
    if below:
        target.write_text("in the way\n", encoding="utf-8")
    else:
        target.mkdir()


def _look(
    adapter: Adapter, launcher: list[str], usual: Unharmed, place: Workplace
) -> Seen:
    record = place.base / "record.jsonl"
    finished = run(
        ["python", *launcher, str(adapter.program), *usual.words],
        cwd=place.work,
        home=place.home,
        probe=f"record:{record}",
        limits=runs.PROBE_LIMITS,
        zygote=runs.NURSERY.probing(adapter),
    )
    reached = record.is_file() and record.stat().st_size > 0
    probe = Probe(adapter.address, usual.words, (), finished, tuple(place.files()))
    found = sorted(place.work.glob(adapter.dialect().saved))
    # Without the folders of the run: some are named by the clock.
    left = {
        str(path.relative_to(each.parent)): path.stat().st_size
        for each in found
        for path in _files(each)
    }
    if not found:
        return Seen(probe, reached, left, NOTHING, "")
    later, said = load(adapter, found[0], [usual.record])
    return Seen(probe, reached, left, later, said)


def load(adapter: Adapter, saved: Path, whole: Sequence[Record]) -> tuple[str, str]:
    """Carry a saved config to an empty folder and start from it there.

    Returns
    -------
    tuple of str
        What became of it, and what was said.
    """
    with runs.workplace() as place:
        carried = place.base / "saved" / saved.name
        carried.parent.mkdir()
        (shutil.copytree if saved.is_dir() else shutil.copy)(saved, carried)
        seen = runs.probe(adapter, adapter.dialect().restore(str(carried)), place=place)
    later, said = judge_load(seen, whole)
    return later, said.replace(f"{place.base}/", "")


def judge_load(seen: Probe, whole: Sequence[Record]) -> tuple[str, str]:
    """Say what a later load made of a saved config; pure."""
    if reason := broken(seen.finished):
        return CRASHED, reason
    if not seen.reached:
        said = f"{seen.finished.ended}: {message(seen)}"
        return (CRASHED if seen.finished.exit == 0 else REFUSED), said
    for number, record in enumerate(whole):
        if judge_record(seen, record)[0] is Outcome.RIGHT:
            return WHOLE, str(number)
    return OTHER, short(judge_record(seen, whole[0])[1], 2 * _ENDS)


def judge(seen: Seen, *, killed: bool) -> tuple[Outcome, str]:
    """Judge a run that could not save by what it did and by what it left; pure."""
    ended = seen.probe.finished.ended
    sizes = ", ".join(f"{name} of {size} bytes" for name, size in seen.left.items())
    after = f"left: {sizes}; a later load: {seen.later}" if sizes else NOTHING
    if seen.said and seen.later != WHOLE:
        after += f" ({seen.said})"
    silent = killed or seen.probe.finished.exit == 0
    before = ended if silent else f"{ended}: {message(seen.probe)}"
    detail = f"{before}; {after}"
    if seen.probe.finished.exceeded:
        return Outcome.BROKEN, detail
    if seen.later == CRASHED:
        return Outcome.BROKEN, detail
    if seen.later == OTHER:
        return Outcome.SILENT, detail
    if seen.reached and seen.later != WHOLE:
        if seen.probe.finished.exit == 0:
            return Outcome.SILENT, f"trained as if it were saved; {detail}"
        return Outcome.LATE, f"reached the core; {detail}"
    if not seen.reached and not killed:
        if seen.probe.finished.exit == 0:
            return Outcome.SILENT, f"exit 0, as if all were well; {detail}"
        if reason := broken(seen.probe.finished):
            return Outcome.BROKEN, f"{reason}; {after}"
    return Outcome.RIGHT, detail


class Earlier:
    """A run whose saved config lies where the next one will save."""

    def __init__(self, adapter: Adapter, place: Workplace) -> None:
        self._adapter, self._place = adapter, place
        self._dialect = adapter.dialect()
        self._fault: str | None = None
        self._first: Probe | None = None
        try:
            self._first = self._run(LONG)
        except UnsupportedError as error:
            self._fault = str(error)
        self._at = time.monotonic()

    def _run(self, settings: dict[str, object]) -> Probe:
        words = contract.spell_all(self._dialect, settings)
        return runs.probe(self._adapter, words, place=self._place)

    def again(self) -> Cell:
        """Make the second run, a second after the first, and return the cell."""
        if self._first is None:
            return {
                "outcome": str(Outcome.UNSUPPORTED),
                "detail": self._fault or "no spelling",
            }
        time.sleep(max(0.0, self._at + _APART - time.monotonic()))
        second = self._run(SHORT)
        known = [seen.reached[0] for seen in (second, self._first) if seen.reached]
        found = sorted(self._place.work.glob(self._dialect.saved))
        loads = [load(self._adapter, each, known) for each in found] if known else []
        outcome, earlier, detail = judge_target(second, loads)
        return {"outcome": str(outcome), "detail": detail, "earlier": earlier}


def judge_target(
    second: Probe, loads: Sequence[tuple[str, str]]
) -> tuple[Outcome, str, str]:
    """Judge what two runs in one place left; pure.

    ``loads`` are the loads of all saved configs afterwards; a whole one is told by its number: 0 is
    the second run, 1 the first.

    Returns
    -------
    tuple
        The outcome, what became of the first run, and a sentence.
    """
    if reason := broken(second.finished):
        return Outcome.BROKEN, "unknown", f"the second run: {reason}"
    whole = {said for later, said in loads if later == WHOLE}
    bad = [f"{later} ({said})" for later, said in loads if later != WHOLE]
    if not second.reached:
        kept = "kept" if loads and not bad else "damaged"
        said = f"the second run is refused: {message(second)}; the first is {kept}"
        return (Outcome.SILENT if bad else Outcome.RIGHT), kept, said
    if bad:
        return Outcome.SILENT, "mixed", f"a saved config is neither run: {bad[0]}"
    if "0" not in whole:
        return Outcome.SILENT, "kept", "what is saved is the first run, not the second"
    earlier = "kept apart" if "1" in whole else "overwritten"
    return Outcome.RIGHT, earlier, f"the second run is whole; the first is {earlier}"


@contextmanager
def earlier_run(adapter: Adapter) -> Iterator[Earlier]:
    """Make the first of the two runs of ``fault/target_exists``; the caller may use the time."""
    with runs.workplace() as place:
        yield Earlier(adapter, place)


def measure_all(adapter: Adapter) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of all faults but ``fault/target_exists``, which needs time between."""
    try:
        usual = unharmed(adapter)
    except UnsupportedError as error:
        for case in CASES[:-1]:
            yield case, {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error)}
        return
    except BenchError as error:
        for case in CASES[:-1]:
            yield case, {"outcome": str(Outcome.LOUD), "detail": str(error)}
        return
    for case in CASES[:-1]:
        yield case, _harmed(adapter, case, usual)
