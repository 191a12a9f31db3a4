"""Saving goes wrong: what is left on the disk, and whether the next load says so.

``fault/killed``
    The run is killed in the middle of saving: its files cannot grow beyond half of what it saves
    otherwise, and the write that would ends it by ``SIGXFSZ`` (``failing_disk.py``).
``fault/disk_full``
    The same write fails, as on a full disk: ``OSError`` instead of a signal.
``fault/not_writable``
    Where the folder of the run would be, there is a file: permission bits do not bind root.

Right is a run that is refused before the core with a message, and a later load that refuses what
was left of it, or finds nothing or the whole run.  A kill cannot be answered with a message: there,
only what is left counts.  See ``docs/decisions/0006-saving-goes-wrong.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import core, stored_facts
from benchmarks.categories.roundtrip.loading import Load, State, load
from benchmarks.categories.roundtrip.part import Part, command
from benchmarks.category import Stored, attempt
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import load as load_dialect
from benchmarks.errors import ProgramError
from benchmarks.judging import broken
from benchmarks.leftovers import taken_from
from benchmarks.nursery import NURSERY
from benchmarks.outcomes import Kind, Outcome
from benchmarks.registry import Adapter
from benchmarks.rerun import files_of, name_in
from benchmarks.running import PROBE_LIMITS, Record, probe, record_file, recording
from benchmarks.texts import message
from configbench.foreign import regular_files
from configbench.process import Command, Finished, run
from configbench.workplace import Workplace, workplace

LAUNCHER = Path(__file__).with_name("failing_disk.py")


@dataclass(frozen=True, kw_only=True)
class Fault(Case):
    """One way in which saving goes wrong: how the write ends; nothing where the way is blocked."""

    kind: Kind = Kind.MISTAKE
    end: str = ""

    @property
    def killed(self) -> bool:
        """Whether the run has no chance to say anything."""
        return self.end == "kill"


CASES = {
    fault.name: fault
    for fault in (
        Fault(
            "fault/killed",
            end="kill",
            intent="Killed in the middle of saving: nothing is left that is taken for another run.",
        ),
        Fault(
            "fault/disk_full",
            end="fail",
            intent="The disk is full in the middle of saving: refused before training, and nothing "
            "is left that is taken for another run.",
        ),
        Fault(
            "fault/not_writable",
            intent="A file lies where the folder would be: refused before training.",
        ),
    )
}


@dataclass(frozen=True)
class Usual:
    """The same run where nothing goes wrong; ``size`` is that of its smallest saved file."""

    words: tuple[str, ...]
    record: Record
    saved: Path
    size: int
    command: Mapping[str, str]


@dataclass(frozen=True)
class Harmed:
    """A run that could not save.

    Attributes
    ----------
    usual
        The same run where nothing goes wrong.
    finished, reached
        How it ended, and whether the core was called.
    left, load
        Sizes of the files of the saved config, by name, and a later load of them, if there are any.
    """

    usual: Usual
    finished: Finished
    reached: bool
    left: Mapping[str, int]
    load: Load | None


def measure(row: Adapter, cases: Sequence[Fault]) -> Iterator[tuple[str, object]]:
    """Yield the facts of each fault, from one usual run and one run for each."""
    usual = attempt(_usual, row) if cases else None
    for case in cases:
        harmed = isinstance(usual, Usual)
        yield case.name, attempt(_harm, row, case, usual) if harmed else usual


def _usual(row: Adapter) -> Usual:
    """Run and save once as usual.

    Raises
    ------
    ProgramError
        If the row does not even do that.
    """
    dialect = load_dialect(row)
    words = dialect.words(core.LONG)
    with workplace() as place:
        seen = probe(row, words, place)
        found = dialect.found_in(place.work)
        sizes = [path.lstat().st_size for each in found for path in files_of(each)]
        if len(seen.reached) != 1 or len(found) != 1 or not any(sizes):
            told = message(seen.finished.output)
            raise ProgramError(f"an ordinary run saves nothing: {told}")
        return Usual(
            tuple(words),
            seen.reached[0],
            found[0].relative_to(place.work),
            min(filter(None, sizes)),
            command(row, words),
        )


def _harm(row: Adapter, fault: Fault, usual: Usual) -> Harmed:
    dialect = load_dialect(row)
    with workplace() as place:
        launcher: list[str] = []
        if fault.end:
            launcher = [str(LAUNCHER), str(usual.size // 2), fault.end]
        else:
            _block(place, usual.saved)
        argv = ("python", *launcher, str(row.program), *usual.words)
        harmed = Command(
            argv,
            place,
            environ=recording(place),
            binaries=row.binaries,
            limits=PROBE_LIMITS,
        )
        finished = run(harmed, NURSERY.probing(row))
        # The record may be cut as well.
        with taken_from(place.base):
            reached = any(each.size for each in regular_files(record_file(place)))
        found = dialect.found_in(place.work)
        # Without the folders of the run: some are named by the clock.
        left = {
            name_in(saved, path): path.lstat().st_size
            for saved in found
            for path in files_of(saved)
        }
        later = load(row, dialect, found[0]) if found else None
        return Harmed(usual, finished, reached, left, later)


def _block(place: Workplace, saved: Path) -> None:
    """Put a file where the run's outermost folder would be, or a folder where its file would be."""
    first, *below = saved.parts
    target = place.work / first
    if below:
        target.write_text("in the way\n", encoding="utf-8")
    else:
        target.mkdir()


def judge(fault: Fault, facts: Harmed) -> Judgement:
    """Judge a run that could not save by what it did and by what it left; pure."""
    state, told = State.NOTHING, ""
    if facts.load:
        state, told = facts.load.judge([facts.usual.record])
    return judge_harm(fault, facts, state, told)


def judge_harm(fault: Fault, facts: Harmed, state: State, told: str) -> Judgement:
    """Judge a run that could not save, where it is known what a later load makes of it; pure."""
    finished = facts.finished
    sizes = ", ".join(f"{name} of {size} bytes" for name, size in facts.left.items())
    after = f"left: {sizes}; a later load: {state}" if sizes else str(State.NOTHING)
    if told and state is not State.WHOLE:
        after += f" ({told})"
    words = message(finished.output)
    quiet = fault.killed or finished.exit == 0
    before = finished.ended if quiet else f"{finished.ended}: {words}"
    outcome, more = _outcome(fault, facts, state)
    published = {
        **facts.usual.command,
        "ended": finished.ended,
        "reached": facts.reached,
        "left": dict(facts.left),
        "whole_size": facts.usual.size,
        "later": str(state),
        "says": words,
    }
    return Judgement(outcome, f"{more}{before}; {after}", published)


def _outcome(fault: Fault, facts: Harmed, state: State) -> tuple[Outcome, str]:
    """Return the outcome, and what the sentence that tells it begins with."""
    finished = facts.finished
    if finished.exceeded or state is State.CRASHED:
        return Outcome.BROKEN, ""
    if state is State.OTHER:
        return fault.wrong, ""
    if facts.reached and state is not State.WHOLE:
        if finished.exit == 0:
            return fault.wrong, "trained as if it were saved; "
        return Outcome.LATE, "reached the core; "
    if not facts.reached and not fault.killed:
        if finished.exit == 0:
            return fault.wrong, "exit 0, as if all were well; "
        if broken(finished):
            return Outcome.BROKEN, ""
    return Outcome.RIGHT, ""


def again(stored: Stored) -> Iterator[Judgement]:
    """Judge a stored cell again: by how the run ended, what it left, and a later load of it."""
    cell = stored.cell
    if stored_facts.bare(cell):
        return
    says = "" if cell["says"] == message("") else stored_facts.UNKNOWN
    ending = stored_facts.ended(cell["ended"], says)
    state = State(cell["later"])
    if ending is None or (state is State.NOTHING) is bool(cell["left"]):
        return
    typed = {key: cell[key] for key in cell if key.startswith("command")}
    usual = Usual((), {}, Path(), cell["whole_size"], typed)
    harmed = Harmed(usual, ending, cell["reached"], cell["left"], None)
    for told in ("", stored_facts.UNKNOWN):
        judged = judge_harm(stored.case, harmed, state, told)
        if stored_facts.said(judged, cell):
            yield judged
            return


PART = Part(cases=lambda: CASES, measure=measure, judge=judge, again=again)
