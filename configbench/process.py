"""Run one command as a stranger would: alone, limited, in a clean environment, and reaped.

Nothing that the command does is raised here.  It may hang, ignore SIGTERM, flood its output, die by
a signal or leave children behind: each ends as a :class:`Finished` that says so.

Not this process, but a supervisor (:mod:`configbench.inside.supervisor`) starts the command, looks
after its limits, and ends and counts what it leaves: nothing stays, whatever becomes of either.

Output goes to files, not to pipes.  A pipe has to be read while the command runs, and stays open as
long as any forgotten grandchild holds it; a file does neither.
"""

import contextlib
import json
import os
import select
import signal
import socket
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

from configbench import interruption, session
from configbench.errors import UnmeasuredError
from configbench.inside import cgroups
from configbench.inside.supervisor import GRACE
from configbench.workplace import Workplace

MIB = 1024 * 1024


class _Spent(threading.local):
    """Seconds of CPU time that the runs took which a thread has waited for."""

    cpu = 0.0


_SPENT = _Spent()


def cpu_spent() -> float:
    """Return the seconds of CPU time of this thread and of all runs that it has waited for."""
    return time.thread_time() + _SPENT.cpu


#: Called with the process id of a running program; what it raises ends the program.
Watch = Callable[[int], None]

#: How often a running command is looked at by its watch, and an interruption asked for, in seconds.
_LOOK = 0.05

#: How long after its time limit a run may be told as ended, in seconds: then its supervisor has
#: been stopped, and it is ended without it.
_LAST = GRACE + 2

#: How long a run may take to start, in seconds: a zygote imports torch meanwhile, at times on a
#: machine that is busy with others.
_PATIENCE = 120


@dataclass(frozen=True)
class Limits:
    """What one command may use, with all that it starts.

    Attributes
    ----------
    seconds
        Wall time until it is ended.
    output
        Bytes that standard output and standard error may have, each.
    memory
        Bytes of private memory that a process may have, and that all may have together with what
        they share.
    file_size
        Bytes that any file may have; ``None`` for no limit.
    files
        Bytes of the disk that all files below its folder may take.
    processes
        How many there may be at a time.
    """

    seconds: float = 60.0
    output: int = 4 * MIB
    memory: int = 8 * 1024 * MIB
    file_size: int | None = 1024 * MIB
    files: int = 8 * 1024 * MIB
    processes: int = 1024


@dataclass(frozen=True)
class Finished:
    """How a command ended.

    Attributes
    ----------
    argv
        The words that ran.
    exit
        Exit code; negative for death by that signal, as in ``subprocess``; ``None`` if it could
        not be started.
    exceeded
        The limit that ended it: ``"time"``, ``"output"``, ``"processes"``, ``"memory"``,
        ``"files"``, or ``None``.
    stdout, stderr
        Decoded output, cut at the limit.
    started
        ``time.monotonic()`` when the program was about to begin, in seconds: what it takes to
        prepare a run is no part of any time.
    seconds
        Wall time from there until it was reaped.
    cpu
        User and system time of the command and its reaped children, in seconds.
    left
        How many processes lived on when it ended; all of them were ended then.
    """

    argv: tuple[str, ...]
    exit: int | None
    exceeded: str | None
    stdout: str
    stderr: str
    started: float
    seconds: float
    cpu: float
    left: int = 0

    @property
    def output(self) -> str:
        """What it printed for its user to read: on stderr, or if nothing is there, on stdout."""
        return self.stderr or self.stdout

    @property
    def ended_by_itself(self) -> bool:
        """Whether it ended with an exit code, within its limits."""
        return self.exceeded is None and self.exit is not None and self.exit >= 0

    @property
    def ended(self) -> str:
        """How it ended, in words: ``exit 2``, ``SIGKILL``, ``over the time limit``."""
        if self.exceeded:
            return f"over the {self.exceeded} limit"
        if self.exit is None:
            return "not started"
        if self.exit < 0:
            return signal.Signals(-self.exit).name
        return f"exit {self.exit}"


def environment(place: Workplace, binaries: Path | None = None) -> dict[str, str]:
    """Return the whole environment of a command: the same on every machine.

    The home of the place should be empty.  The first PATH entry is ``binaries``, by default this
    interpreter's, so that ``python`` in a published command line is the one that measures.
    """
    first = str(binaries or Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([first, "/usr/local/bin", "/usr/bin", "/bin"]),
        **place.variables,
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
    }


@dataclass(frozen=True)
class Command:
    """What is run, and where.

    Attributes
    ----------
    argv
        The words; the first is looked up in the PATH of :func:`environment`.
    place
        Its folders, of this run alone.
    environ
        Variables beyond those of ``base``.
    base
        Its other variables, if they are not those of :func:`environment`.
    binaries
        The folder of the interpreter that ``python`` names, if it is not this one.
    limits
        What it may use.
    cwd
        Its working folder, if it is not that of the place.
    learn
        With a zygote: a file for the names of the imported modules.
    apart
        How what it changes is to stay with it, as in :mod:`configbench.inside.apart`; where that
        is not allowed it is not started.
    saving
        What is laid before it starts and what it is waited for to save, as in
        :mod:`configbench.inside.saving`.
    laid
        Absolute paths of files, and what they hold in this run, as in
        :mod:`configbench.inside.laying`.
    """

    argv: tuple[str, ...]
    place: Workplace
    environ: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, str] | None = None
    binaries: Path | None = None
    limits: Limits = field(default_factory=Limits)
    cwd: Path | None = None
    learn: Path | None = None
    apart: Mapping[str, Any] | None = None
    saving: Mapping[str, Any] | None = None
    laid: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """Its whole environment."""
        base = self.base
        if base is None:
            base = environment(self.place, self.binaries)
        return {**base, **self.environ}

    @property
    def folder(self) -> Path:
        """Its working folder."""
        return self.cwd or self.place.work

    def as_request(self) -> dict[str, Any]:
        """Return what its supervisor is told."""
        return {
            "argv": list(self.argv),
            "cwd": str(self.folder),
            "environ": self.variables,
            "folder": str(self.place.base),
            "limits": asdict(self.limits),
            "learn": str(self.learn) if self.learn else None,
            "apart": self.apart,
            "saving": self.saving,
            "laid": self.laid,
        }


class Parent(Protocol):
    """A server of runs: a process that forks a supervisor for each."""

    @property
    def ended(self) -> bool:
        """Whether it is gone, for whatever reason."""

    def start(self, descriptors: Sequence[int]) -> None:
        """Have a run started: its channel, what is asked for, its outputs; ``OSError`` if gone."""

    def destroy(self) -> None:
        """End it and all its runs at once."""


def run(
    command: Command, zygote: Parent | None = None, watch: Watch | None = None
) -> Finished:
    """Run a command and wait for its end.

    Parameters
    ----------
    command
        What is run.
    zygote
        Fork this parent instead of starting afresh; the words must be ``python SCRIPT WORDS…``.
    watch
        Called with the process id, which is also its group's, every 50 ms: may disturb the run.

    Raises
    ------
    UnmeasuredError
        If it was killed, and that may have been for want of memory that is not its own fault; or if
        the run cannot be started.
    KeyboardInterrupt
        If this process was told to end meanwhile (:mod:`configbench.interruption`).
    """
    interruption.check()
    finished = None
    if zygote is not None and not zygote.ended:
        # One that ends in this moment is done without.
        finished = _attempt(command, zygote, watch)
    finished = finished or _attempt(command, session.server(), watch)
    if finished is None:
        raise UnmeasuredError(f"{command.argv[0]}: no process to run it from")
    _SPENT.cpu += finished.cpu
    return finished


def _attempt(command: Command, parent: Parent, watch: Watch | None) -> Finished | None:
    """Run a command from a parent; return nothing if the parent ends before the program begins."""
    victims = _out_of_memory()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        outputs = (out.fileno(), err.fileno())
        with _Running(command, parent) as running, _COMPANY.of(parent) as alone:
            if not running.begin(outputs):
                return None
            while not running.ended_before(time.monotonic() + _LOOK):
                interruption.check()
                if watch is not None and running.pid is not None:
                    watch(running.pid)
            finished = running.finished(outputs, alone=alone())
    if finished and finished.exit == -signal.SIGKILL and not finished.exceeded:
        fault = shortage(running.starved, more_victims=_out_of_memory() != victims)
        if fault:
            raise UnmeasuredError(fault)
    return finished


class _Company:
    """Who runs from one parent, and so in its control group, at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        #: By parent, for each run whether it was alone so far.
        self._alone: dict[int, dict[object, bool]] = {}

    @contextlib.contextmanager
    def of(self, parent: Parent) -> Iterator[Callable[[], bool]]:
        """Run from a parent; what is given tells whether nobody else has meanwhile."""
        run = object()
        with self._lock:
            runs = self._alone.setdefault(id(parent), {})
            runs[run] = not runs
            if len(runs) > 1:
                runs.update(dict.fromkeys(runs, False))
        try:
            yield lambda: runs[run]
        finally:
            with self._lock:
                del runs[run]
                if not runs:
                    self._alone.pop(id(parent), None)


_COMPANY = _Company()


#: Descriptors of this process for the output of a command: standard output, standard error.
Outputs = tuple[int, int]

#: The number, user and group of who sent a message, as the kernel adds it.
_SENDER = struct.Struct("3i")


class _Running:
    """A run, seen by its caller; nothing of it lives on behind the ``with``.

    Attributes
    ----------
    pid
        The number of the program, which is its group's, once it has started.
    """

    def __init__(self, command: Command, parent: Parent) -> None:
        self.pid: int | None = None
        self._command = command
        self._parent = parent
        self._channel, self._theirs = socket.socketpair()
        self._text = b""
        self._told: dict[str, Any] = {}
        self._gone = self._late = False
        self._last = time.monotonic() + _PATIENCE
        self._poll = select.poll()
        self._poll.register(self._channel, select.POLLIN)
        if hasattr(socket, "SO_PASSCRED"):
            # In a namespace a process does not know the number that it has here.
            self._channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)

    def begin(self, outputs: Outputs) -> bool:
        """Ask the parent for the run; return whether it was there to be asked."""
        with self._theirs, tempfile.TemporaryFile() as asked:
            asked.write(json.dumps(self._command.as_request()).encode())
            asked.seek(0)
            try:
                self._parent.start([self._theirs.fileno(), asked.fileno(), *outputs])
            except OSError:
                self._gone = True
        return not self._gone

    @property
    def _ended(self) -> bool:
        return "status" in self._told or self._gone or self._late

    def ended_before(self, deadline: float) -> bool:
        """Wait until it has ended, at most until ``deadline``."""
        while not self._ended:
            now = time.monotonic()
            if now >= self._last:
                self._late = True
                self._parent.destroy()
            elif self._poll.poll(max(0.0, deadline - now) * 1000):
                self._receive()
            elif now >= deadline:
                return False
        return True

    def _receive(self) -> None:
        try:
            part, added, _, _ = self._channel.recvmsg(
                65536, socket.CMSG_SPACE(_SENDER.size)
            )
        except OSError:
            part, added = b"", []
        self._gone = not part
        *lines, self._text = (self._text + part).split(b"\n")
        for line in lines:
            message = json.loads(line)
            self._told.update(message)
            if "ready" in message:
                self._last = message["ready"] + self._command.limits.seconds + _LAST
            if "started" in message:
                self.pid = message["pid"]
                if message["apart"] and added:
                    self.pid = _first_child(_SENDER.unpack(added[0][2])[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, if it has not ended."""
        self._theirs.close()
        with self._channel:
            if self._ended:
                return
            with contextlib.suppress(OSError):
                self._channel.sendall(b"end\n")
            # A parent that still imports hears nothing, and has nothing that is to be ended.
            patience = _LAST if "ready" in self._told else _LOOK
            if not self.ended_before(time.monotonic() + patience):
                self._parent.destroy()

    @property
    def starved(self) -> str | None:
        """Whom of its control group the kernel has ended meanwhile, if its supervisor knows."""
        told: str | None = self._told.get("starved")
        return told

    def finished(self, outputs: Outputs, *, alone: bool) -> Finished | None:
        """Return how it ended; nothing if it never began, for its parent ended.

        Of those who share a control group nobody can tell who has taken the memory.
        """
        told, limits = self._told, self._command.limits
        began = "started" in told
        if "error" in told:
            return _not_started(self._command, told["error"])
        if not began and not self._late:
            return None
        # Nothing can be told of a run whose supervisor is gone, but that it was ended.
        code = os.waitstatus_to_exitcode(told.get("status", signal.SIGKILL))
        exceeded = "time" if self._late else told.get("exceeded")
        if self.starved == cgroups.AT_CAP and alone:
            exceeded = "memory"
        started = told.get("started", time.monotonic())
        return Finished(
            argv=self._command.argv,
            exit=code,
            exceeded=exceeded or _flooded(limits, outputs),
            stdout=_read(outputs[0], limits.output),
            stderr=_read(outputs[1], limits.output),
            started=started,
            seconds=told.get("reaped", time.monotonic()) - started,
            cpu=told.get("cpu", 0.0),
            left=told.get("left", 0),
        )


def _first_child(pid: int) -> int | None:
    """Return the child that a process had first, if it has any."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return None
    return int(own.split()[0]) if own.split() else None


def _not_started(command: Command, error: str) -> Finished:
    return Finished(
        argv=command.argv,
        exit=None,
        exceeded=None,
        stdout="",
        stderr=f"{command.argv[0]}: {error}",
        started=time.monotonic(),
        seconds=0.0,
        cpu=0.0,
    )


def _flooded(limits: Limits, outputs: Outputs) -> str | None:
    written = max(os.fstat(descriptor).st_size for descriptor in outputs)
    return "output" if written > limits.output else None


def _read(descriptor: int, limit: int) -> str:
    return os.pread(descriptor, limit, 0).decode("utf-8", "replace")


def _out_of_memory() -> str:
    """Return how many processes the kernel has killed for want of memory, as it counts them."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/vmstat").read_text(encoding="ascii").splitlines():
            if line.startswith("oom_kill "):
                return line
    return ""


def shortage(starved: str | None, *, more_victims: bool) -> str:
    """Return why nothing can be told of a program that was killed; nothing if something can; pure.

    Parameters
    ----------
    starved
        Whom of its control group the kernel has ended, a word of
        :mod:`configbench.inside.cgroups`; ``None`` if there is none that tells.
    more_victims
        Whether the kernel has ended anybody on this machine.
    """
    match starved:
        case cgroups.NOBODY:
            return ""
        case cgroups.AT_CAP:
            return "killed for want of memory, which it shared with runs beside it"
        case cgroups.BELOW_CAP:
            return "the machine ran out of memory: the kernel killed it, or a run beside it"
    if more_victims:
        return (
            "killed; meanwhile the machine ran out of memory, and the kernel killed a program: "
            "whether this one is not known"
        )
    return ""
