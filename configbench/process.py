"""Run one command as a stranger would: alone, limited, in a clean environment, and reaped.

Nothing that the command does is raised here.  It may hang, ignore SIGTERM, flood its output, die by
a signal or leave children behind: each ends as a :class:`Finished` that says so.

Output goes to files, not to pipes.  A pipe has to be read while the command runs, and stays open as
long as any forgotten grandchild holds it; a file does neither.
"""

import abc
import contextlib
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from configbench.errors import UnmeasuredError
from configbench.workplace import Workplace

MIB = 1024 * 1024

#: Called with the process id of a running program; what it raises ends the program.
Watch = Callable[[int], None]

#: How often a running command is looked at for its output and its deadline, in seconds.
_LOOK = 0.05

#: What a command told to end by SIGTERM has left before SIGKILL, in seconds.
_GRACE = 0.5


@dataclass(frozen=True)
class Limits:
    """What one command may use.

    Attributes
    ----------
    seconds
        Wall time until it is ended.
    output
        Bytes that standard output and standard error may have, each.
    memory
        Bytes of private memory (``RLIMIT_DATA``), where the system can set it from outside.
    file_size
        Bytes that any file may have (``RLIMIT_FSIZE``), likewise; ``None`` for no limit.
    """

    seconds: float = 60.0
    output: int = 4 * MIB
    memory: int = 8 * 1024 * MIB
    file_size: int | None = None


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
        The limit that ended it: ``"time"``, ``"output"``, or ``None``.
    stdout, stderr
        Decoded output, cut at the limit.
    started
        ``time.monotonic()`` just before the spawn, in seconds.
    seconds
        Wall time from just before the spawn until it was reaped.
    cpu
        User and system time of the command and its reaped children, in seconds.
    """

    argv: tuple[str, ...]
    exit: int | None
    exceeded: str | None
    stdout: str
    stderr: str
    started: float
    seconds: float
    cpu: float

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


def environment(home: Path) -> dict[str, str]:
    """Return the whole environment of a command: the same on every machine.

    ``home`` should be an empty folder.  The first PATH entry is this interpreter's, so that
    ``python`` in a published command line is the one that measures.
    """
    binaries = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([binaries, "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(home),
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
        Its folders, of this run alone.  The home, being in the environment of every descendant,
        also finds those that left the process group.
    environ
        Variables beyond those of :func:`environment`.
    limits
        What it may use.
    cwd
        Its working folder, if it is not that of the place.
    learn
        With a zygote: a file for the names of the imported modules.
    """

    argv: tuple[str, ...]
    place: Workplace
    environ: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    cwd: Path | None = None
    learn: Path | None = None

    @property
    def variables(self) -> dict[str, str]:
        """Its whole environment."""
        return environment(self.place.home) | dict(self.environ)

    @property
    def folder(self) -> Path:
        """Its working folder."""
        return self.cwd or self.place.work


#: Open descriptors of this process for the output of a command: standard output, standard error.
Outputs = tuple[int, int]


class Parent(Protocol):
    """A process that has imported libraries, to be forked instead of starting afresh."""

    @property
    def ended(self) -> bool:
        """Whether it is gone, for whatever reason."""

    def fork(self, command: Command, outputs: Outputs) -> int:
        """Start a command in a fork and return its process id; ``OSError`` if it is gone."""

    def wait(self) -> tuple[int, float]:
        """Wait for the fork; return wait status and CPU seconds; ``OSError`` if it is gone."""


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
        If the machine ran out of memory meanwhile.
    """
    victims = _out_of_memory()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        outputs = (out.fileno(), err.fileno())
        started = time.monotonic()
        try:
            child = _start(command, outputs, zygote)
        except (OSError, ValueError) as error:
            return _not_started(command, started, error)
        exceeded: str | None = None
        try:
            child.limit(command.limits)
            deadline = started + command.limits.seconds
            while not child.ended_before(min(time.monotonic() + _LOOK, deadline)):
                if watch is not None:
                    watch(child.pid)
                if exceeded := _exceeded(command.limits, outputs, deadline):
                    child.send(signal.SIGTERM)
                    child.ended_before(time.monotonic() + _GRACE)
                    break
        finally:
            # Also on Ctrl-C: nothing that was started may outlive this call.
            child.send(signal.SIGKILL)
            status, cpu = child.reap()
            seconds = time.monotonic() - started
            kill_strays(command.place.home)
        exceeded = exceeded or _flooded(command.limits, outputs)
        if os.waitstatus_to_exitcode(status) == -signal.SIGKILL and not exceeded:
            _blame_memory(victims)
        return Finished(
            argv=command.argv,
            exit=os.waitstatus_to_exitcode(status),
            exceeded=exceeded,
            stdout=_read(outputs[0], command.limits.output),
            stderr=_read(outputs[1], command.limits.output),
            started=started,
            seconds=seconds,
            cpu=cpu,
        )


def _exceeded(limits: Limits, outputs: Outputs, deadline: float) -> str | None:
    late = "time" if time.monotonic() >= deadline else None
    return _flooded(limits, outputs) or late


def _flooded(limits: Limits, outputs: Outputs) -> str | None:
    written = max(os.fstat(descriptor).st_size for descriptor in outputs)
    return "output" if written > limits.output else None


def _start(command: Command, outputs: Outputs, zygote: Parent | None) -> "_Child":
    if zygote is not None and not zygote.ended:
        # One that ends in this moment is done without.
        with contextlib.suppress(OSError):
            return _Forked(zygote.fork(command, outputs), zygote)
    return _spawned(command, outputs)


def _out_of_memory() -> str:
    """Return how many processes the kernel has killed for want of memory, as it counts them."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/vmstat").read_text(encoding="ascii").splitlines():
            if line.startswith("oom_kill "):
                return line
    return ""


def _blame_memory(before: str) -> None:
    """Tell a program that was killed for want of memory from one that died by itself."""
    if _out_of_memory() != before:
        raise UnmeasuredError("the machine ran out of memory: the kernel killed it")


@dataclass(frozen=True)
class _Child(abc.ABC):
    """A started program, which leads a process group of its own."""

    pid: int

    @abc.abstractmethod
    def reap(self) -> tuple[int, float]:
        """Wait for its end; return its wait status and its CPU time in seconds."""

    def limit(self, limits: Limits) -> None:
        """Set what it may use."""
        # From outside, after the spawn: a preexec_fn would force a slow fork instead of a vfork
        # and would be part of every measured start.  Only Linux has prlimit.
        if not hasattr(resource, "prlimit"):
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            resource.prlimit(self.pid, resource.RLIMIT_DATA, (limits.memory,) * 2)
            resource.prlimit(self.pid, resource.RLIMIT_CORE, (0, 0))
            if limits.file_size is not None:
                size = (limits.file_size,) * 2
                resource.prlimit(self.pid, resource.RLIMIT_FSIZE, size)

    def ended_before(self, deadline: float) -> bool:
        """Wait until it has ended, at most until ``deadline``; leave it to be reaped."""
        if hasattr(os, "pidfd_open"):
            descriptor = os.pidfd_open(self.pid)
            try:
                poll = select.poll()
                poll.register(descriptor, select.POLLIN)
                return bool(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))
            finally:
                os.close(descriptor)
        unreaped = os.WEXITED | os.WNOHANG | os.WNOWAIT
        while os.waitid(os.P_PID, self.pid, unreaped) is None:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.002)
        return True

    def send(self, number: signal.Signals) -> None:
        """Send a signal to its group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


@dataclass(frozen=True)
class _Spawned(_Child):
    """A program in a fresh process."""

    process: subprocess.Popen[bytes]

    def reap(self) -> tuple[int, float]:
        _, status, usage = os.wait4(self.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return status, usage.ru_utime + usage.ru_stime


def _spawned(command: Command, outputs: Outputs) -> _Child:
    process = subprocess.Popen(  # noqa: S603  running given words is the purpose
        list(command.argv),
        cwd=command.folder,
        env=command.variables,
        stdin=subprocess.DEVNULL,
        stdout=outputs[0],
        stderr=outputs[1],
        start_new_session=True,
    )
    return _Spawned(process.pid, process)


@dataclass(frozen=True)
class _Forked(_Child):
    """A program in a fork of a zygote."""

    zygote: Parent

    def reap(self) -> tuple[int, float]:
        # The fork may not have left the zygote's group when the group was signalled.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        try:
            return self.zygote.wait()
        except OSError:
            # Nothing can be told of a fork whose zygote is gone, but that it was ended.
            return signal.SIGKILL, 0.0


def _not_started(command: Command, started: float, error: Exception) -> Finished:
    return Finished(
        argv=command.argv,
        exit=None,
        exceeded=None,
        stdout="",
        stderr=f"{command.argv[0]}: {error}",
        started=started,
        seconds=time.monotonic() - started,
        cpu=0.0,
    )


def marked(home: Path) -> list[int]:
    """Return the processes of the run whose home is ``home``, wherever they went."""
    mark = f"HOME={home}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found


def kill_strays(home: Path) -> None:
    """End descendants that left the process group: their environment names this run's home."""
    for pid in marked(home):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)


def _read(descriptor: int, limit: int) -> str:
    return os.pread(descriptor, limit, 0).decode("utf-8", "replace")
