"""A running sweep is held in its middle, and something is done to it there."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.marked import marked
from benchmarks.running import Record, records_in
from configbench.foreign import count_lines

#: Looks of 50 ms for which a gate stays closed: long enough for a job to come up to it.
_HELD = 40


class Gate:
    """Holds the jobs of a running sweep in the training core, and does something to it once.

    The probe appends to a file.  Where a pipe without a reader stands in its place, opening it
    blocks: so a job that trains nothing can be met in its middle.

    Parameters
    ----------
    file
        Where the probe leaves a line for each run.
    after
        After how many lines the gate closes.
    act
        Is given the process id of the sweep once jobs have been held; returns what it did, or
        nothing to be called again.  Then the gate opens.

    Attributes
    ----------
    did
        What was done, in words; empty if the sweep was over before.
    """

    def __init__(self, file: Path, after: int, act: Callable[[int], str]) -> None:
        self.did = ""
        self._file, self._after, self._act = file, after, act
        self._pipe: int | None = None
        self._looks = 0

    def __call__(self, pid: int) -> None:
        """Look; close, act and open when it is time."""
        if self.did:
            self._drain()
        elif self._looks:
            self._looks += 1
            if self._looks > _HELD:
                self.did = self._act(pid)
            if self.did:
                self._open()
        elif count_lines(self._file) >= self._after:
            self._looks = 1
            # Never without a file at this place: a job would make one.
            self._passed.hardlink_to(self._file)
            pipe = self._file.with_suffix(".pipe")
            os.mkfifo(pipe)
            pipe.replace(self._file)

    @property
    def _passed(self) -> Path:
        return self._file.with_suffix(".passed")

    def _open(self) -> None:
        # With a reader, the blocked jobs go on; whoever comes later finds a file again.
        self._pipe = os.open(self._file, os.O_RDONLY | os.O_NONBLOCK)
        self._passed.rename(self._file)

    def _drain(self) -> None:
        if self._pipe is None:
            return
        with suppress(BlockingIOError):
            while text := os.read(self._pipe, 65536):
                with self._file.open("ab") as end:
                    end.write(text)

    def close(self) -> tuple[Record, ...]:
        """Return the records of all runs that reached the core; who was ended may have left half.

        Raises
        ------
        ForeignInputError
            If a record is none.
        """
        if self._pipe is not None:
            self._drain()
            os.close(self._pipe)
        elif self._looks:
            self._passed.rename(self._file)
        return records_in(self._file, cut=True)


def interrupt(pid: int) -> str:
    """Do what Ctrl-C does: SIGINT for the whole group in the foreground."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGINT)
    return "interrupted by SIGINT"


def kill_worker(home: Path, title: str) -> str:
    """Kill one process of the run whose title begins so; return what was killed, if any."""
    for pid in marked(home):
        with suppress(OSError):
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
            if title in line.decode("utf-8", "replace"):
                os.kill(pid, signal.SIGKILL)
                return f"killed a process of {title}"
    return ""
