"""A program runs with a tracker, and another process reads the record back."""

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import core
from benchmarks.categories.lines import code_lines, formatted
from benchmarks.categories.remote import programs, trackers
from benchmarks.categories.remote.cases import TWICE, RemoteCase
from benchmarks.categories.remote.trackers import NOTHING, Kept
from benchmarks.dialect import load
from benchmarks.registry import UNEXPLAINED, Adapter, control
from benchmarks.running import Record, observe, record_file
from configbench.process import Command, Finished, Watch
from configbench.workplace import Workplace, workplace


@dataclass(frozen=True)
class Recorded:
    """A run of a program, and what a tracker kept of it.

    Attributes
    ----------
    finished
        How it ended.
    record
        What reached the core, if anything did, once.
    ready
        Seconds from the spawn to the first statement of ``train()``; None if it was not reached.
    after
        Seconds from there to the end of the process.
    kept
        What was read back.
    trained
        Whether it came to the end of a real training.
    bare
        Of a row: the same run without a tracker.
    lines
        Of a row: lines of code of the program that records.
    cause
        Of a row: why the tracker does to it what it does.
    """

    finished: Finished
    record: Record | None = None
    ready: float | None = None
    after: float | None = None
    kept: Kept = NOTHING
    trained: bool = False
    bare: "Recorded | None" = None
    lines: int = 0
    cause: str | None = None


def watch(
    row: Adapter,
    program: Path,
    words: Sequence[str],
    place: Workplace,
    environ: Mapping[str, str],
    look: Watch | None = None,
) -> Recorded:
    """Run a program under the probe; return what it did and when it reached the core."""
    argv = ("python", str(program), *words)
    command = Command(
        argv, place, environ=environ, binaries=row.binaries, limits=trackers.LIMITS
    )
    began = time.time()
    reached, finished = observe(command, watch=look)
    if len(reached) != 1:
        return Recorded(finished)
    # The probe writes its line in the first statement of train().
    ready = record_file(place).stat().st_mtime - began
    return Recorded(finished, reached[0], ready, finished.seconds - ready)


def record(
    row: Adapter, tracker: str, program: Path, words: Sequence[str] = ()
) -> Recorded:
    """Run a program with a tracker, and read the record back."""
    with workplace() as place:
        if tracker == "wandb":
            run = watch(row, program, words, place, trackers.WANDB)
            return replace(run, kept=trackers.wandb_kept(place))
        server, experiment = trackers.SHARED.get(), uuid.uuid4().hex
        environ = trackers.mlflow_environ(server.uri, experiment)
        run = watch(row, program, words, place, environ)
        return replace(run, kept=server.kept(experiment))


def record_row(row: Adapter, case: RemoteCase) -> Recorded:
    """Run a row with settings that are not the defaults, with a tracker and without.

    Raises
    ------
    AbsentError
        If the row has no program for this tracker.
    """
    with workplace() as beside:
        program = programs.write(row, case.tracker, beside.work)
        words = load(row).words(core.PROFILES["first"])
        with workplace() as place:
            bare = watch(row, row.program, words, place, {})
        recorded = record(row, case.tracker, program, words)
        lines = len(code_lines(formatted(program.read_text(encoding="utf-8"))))
    return replace(recorded, bare=bare, lines=lines, cause=cause(row, case))


def cause(row: Adapter, case: RemoteCase) -> str:
    """Return a row's own cause; what a tracker does to all rows alike is said with the control."""
    place = f"remote/{case.name}"
    own = row.cause(place)
    return own if own != UNEXPLAINED else control().cause(place)


def record_again(row: Adapter, case: RemoteCase) -> Recorded:
    """Run the control, and set a value anew that is recorded already."""
    return record(row, case.tracker, row.folder / case.program, [f"--{TWICE}"])
