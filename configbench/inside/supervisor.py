"""The parent of one run: it starts the program, looks after its limits, and ends all that is left.

It is told what to run by a file of JSON, and is tied to its caller by a socket, the *channel*.  On
that, a JSON line each, the program says when it starts, and the supervisor, once nothing of the run
lives any more, how it ended.  A caller that writes a line, or is gone, has the run ended.

In a namespace this process is the first: no signal from inside reaches it, and nothing gets out.
Elsewhere it adopts the orphans of its descendants, and finds them all by ``/proc``.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from . import apart, laying, namespaces, processes

#: How often a run is looked at for its limits, in seconds; and for what takes longer: its memory,
#: the files below its folder, and where there is no namespace its processes among all others.
_LOOK, _LONG_LOOK = 0.05, 0.5

#: What a program told to end by SIGTERM has left before all is killed, in seconds.
GRACE = 0.5

#: How a run can be confined, best first; see :func:`how`.
NAMESPACE, SUBREAPER, NOTHING = "namespace", "subreaper", "nothing"


def how() -> str:
    """Return the best way in which runs can be confined here, found by trying."""
    if sys.platform != "linux":
        return NOTHING
    if namespaces.work_here():
        return NAMESPACE
    try:
        namespaces.adopt_orphans()
    except OSError:
        return NOTHING
    return SUBREAPER


class Ties(NamedTuple):
    """What ties a run to others.

    Attributes
    ----------
    channel
        To the caller.
    outputs
        Descriptors of the files for standard output and standard error.
    server
        A descriptor that reads as ended once the server is gone.
    confined
        One of the words above.
    foreign
        Whether a user's namespace gave this process more than its user may do.
    group
        The control group of all runs of the server, if any.
    """

    channel: socket.socket
    outputs: tuple[int, int]
    server: int
    confined: str
    foreign: bool
    group: cgroups.Group | None


if TYPE_CHECKING:  # what is subscripted below is not in Python 3.8
    import socket
    from collections.abc import Callable, Mapping

    from . import cgroups

    #: Descriptors for 0, 1 and 2.
    Files = tuple[int, int, int]
    #: Starts the program of a request with its files; returns its process number.  The last are
    #: the descriptors that a fork must close.  What it raises is told to the caller.
    Start = Callable[[Mapping[str, Any], Files, frozenset[int]], int]


def prepare(confined: str) -> None:
    """Make this process the parent of a run that is not known yet."""
    if confined == NAMESPACE:
        namespaces.furnish()
    elif confined == SUBREAPER:
        namespaces.adopt_orphans()


def supervise(request: Mapping[str, Any], ties: Ties, start: Start) -> None:
    """Be the parent of a run to its end, in a process that is prepared.

    Parameters
    ----------
    request
        ``argv``, ``cwd``, ``environ``; ``folder``, below which all files of the run lie;
        ``limits``, with the names of :class:`configbench.process.Limits`; ``apart``, as in
        :mod:`.apart`, if what it changes is to stay with it; ``laid``, as in :mod:`.laying`, if
        files are to be other; and ``saving``, as in :mod:`.saving`, if it ends once it has saved
        something.
    ties
        The caller and the server.
    start
        Starts the program.
    """
    confined = ties.confined == NAMESPACE
    asked = request.get("apart")
    if fault := _made_ready(request, ties):
        _tell(ties.channel, {"error": fault})
        return
    saved = None
    if request.get("saving"):
        # Few runs save something, and none that is forked.
        from . import saving

        try:
            saved = saving.Saving(request["saving"], lambda: saving.living(confined))
        except OSError as error:
            _tell(ties.channel, {"error": f"what was saved cannot be laid: {error}"})
            return
    room = _room_for_sharing(request)
    shares = confined and room is not None and namespaces.share(room)
    if ties.foreign:
        namespaces.drop_capabilities()
    wake, awake = wake_at_ended_children()
    _limit(request["limits"])
    null = os.open(os.devnull, os.O_RDONLY)
    own = apart.descriptors() | {ties.channel.fileno(), ties.server, wake, awake}
    with ties.group.victims() if ties.group else contextlib.nullcontext():
        # Before it could stop this process: from now on the caller has a deadline of its own.
        _tell(ties.channel, {"ready": time.monotonic()})
        started = time.monotonic()
        try:
            pid = start(request, (null, *ties.outputs), own)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            _tell(ties.channel, {"error": str(error)})
            return
    _tell(ties.channel, {"started": started, "pid": pid, "apart": confined})
    run = _Run(pid, request, ties, wake, shares=shares)
    run.watch(saved.is_done if saved else None)
    if saved:
        saved.look_back()
    left = run.end()
    if saved:
        saved.tell(run.exceeded)
    if asked:
        apart.tell(asked)
        if apart.used() > request["limits"]["files"]:
            # It may have met a full disk, and ended, before anybody looked.
            run.exceeded = run.exceeded or "files"
    # What it means depends on who ran beside it, which is known to the caller.
    killed = run.status == signal.SIGKILL and not run.exceeded
    starved = ties.group.starved() if killed and ties.group else None
    usage = run.usage
    report = {
        "status": run.status,
        "reaped": run.reaped,
        "cpu": usage.ru_utime + usage.ru_stime if usage else 0.0,
        "exceeded": run.exceeded,
        "starved": starved,
        "left": left,
    }
    _tell(ties.channel, report)


def _made_ready(request: Mapping[str, Any], ties: Ties) -> str:
    """Put the run apart and lay its files; return why that cannot be, or nothing."""
    asked = request.get("apart")
    if asked:
        try:
            _put_apart(asked, ties)
        except OSError as error:
            return f"cannot be put apart: {error}"
    try:
        laying.lay(request.get("laid") or {})
    except OSError as error:
        return f"a file cannot be laid: {error}"
    return ""


def _put_apart(asked: Mapping[str, Any], ties: Ties) -> None:
    if ties.confined != NAMESPACE:
        raise OSError("namespaces are not allowed here")
    apart.enter(asked)


def _tell(channel: socket.socket, message: Mapping[str, Any]) -> None:
    with contextlib.suppress(OSError):  # nobody is there to be told
        channel.sendall((json.dumps(message) + "\n").encode())


def _room_for_sharing(request: Mapping[str, Any]) -> int | None:
    """Return the size of the run's own shared memory; none if the run itself lies there."""
    here = namespaces.SHARED + "/"
    paths = (request["folder"], request["cwd"], *request["argv"])
    if any(path.startswith(here) for path in paths):
        return None
    size: int = request["limits"]["memory"]
    return size


def wake_at_ended_children() -> tuple[int, int]:
    """Return both ends of a pipe that can be read from when a child has ended."""
    wake, awake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(awake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(awake, warn_on_full_buffer=False)
    return wake, awake


def execute(request: Mapping[str, Any], files: Files, own: frozenset[int]) -> int:
    """Start a program afresh; return its process number."""
    del own  # none is inherited
    # It must be possible to interrupt it, whatever the harness itself was started with.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    stdin, stdout, stderr = files
    process = subprocess.Popen(  # noqa: S603  running given words is the purpose
        request["argv"],
        cwd=request["cwd"],
        env=request["environ"],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
    )
    process.returncode = (
        0  # it is reaped elsewhere: else the end of this object would do it
    )
    return process.pid


def _limit(limits: Mapping[str, Any]) -> None:
    """Limit this process, and with it all that it starts: that costs the program no time."""
    wanted = {"RLIMIT_DATA": limits["memory"], "RLIMIT_CORE": 0}
    if limits["file_size"] is not None:
        wanted["RLIMIT_FSIZE"] = limits["file_size"]
    if os.geteuid():
        # It counts threads, and all of the user's: a last resort against what forks faster than
        # anybody looks.
        wanted["RLIMIT_NPROC"] = 16 * limits["processes"]
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        _, hard = resource.getrlimit(number)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)  # noqa: PLW2901  what may be asked for
        resource.setrlimit(number, (most, most))


# -- the limits -----------------------------------------------------------------------------------


class _Run:
    """A run, seen by its supervisor.

    Attributes
    ----------
    status, reaped, usage
        The program's wait status, when it was reaped (``time.monotonic()``), and its resources.
    exceeded
        The limit that ended it.
    """

    def __init__(
        self,
        pid: int,
        request: Mapping[str, Any],
        ties: Ties,
        wake: int,
        *,
        shares: bool,
    ) -> None:
        self.status: int | None = None
        self.reaped = 0.0
        self.usage: resource.struct_rusage | None = None
        self.exceeded: str | None = None
        self._pid = pid
        self._limits = request["limits"]
        self._folder = request["folder"]
        self._ties = ties
        self._apart = ties.confined == NAMESPACE
        self._wake = wake
        self._shares = shares
        self._poll = select.poll()
        for descriptor in (wake, ties.channel.fileno(), ties.server):
            self._poll.register(descriptor, select.POLLIN)
        now = time.monotonic()
        self._deadline = now + self._limits["seconds"]
        self._long_look = now + _LONG_LOOK

    def watch(self, is_done: Callable[[], bool] | None = None) -> None:
        """Wait until the program has ended, is over a limit, is done, or is to be ended."""
        while True:
            look = min(time.monotonic() + _LOOK, self._deadline)
            if self._ended_before(look) or (is_done is not None and is_done()):
                return
            self.exceeded = self._over()
            if self.exceeded:
                with contextlib.suppress(OSError):
                    os.killpg(self._pid, signal.SIGTERM)
                self._ended_before(time.monotonic() + GRACE)
                return

    def _ended_before(self, deadline: float) -> bool:
        """Wait until the program has ended or is to be ended, at most until ``deadline``."""
        while True:
            left = deadline - time.monotonic()
            ready = self._poll.poll(max(0.0, left) * 1000)
            if any(descriptor != self._wake for descriptor, _ in ready):
                return True  # the caller has a word for it, or it or the server is gone
            self.reap()
            if self.status is not None:
                return True
            if not ready and left <= 0:
                return False

    def reap(self) -> bool:
        """Reap children that have ended; return whether there are others."""
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 512)
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if not pid:
                return True
            self._note(pid, status, usage)

    def _note(self, pid: int, status: int, usage: resource.struct_rusage) -> None:
        if pid == self._pid:
            self.status, self.reaped, self.usage = status, time.monotonic(), usage

    def _over(self) -> str | None:
        """Return the first limit that is exceeded."""
        now = time.monotonic()
        if max(_size(each) for each in self._ties.outputs) > self._limits["output"]:
            return "output"
        if now >= self._deadline:
            return "time"
        long_look = now >= self._long_look
        if long_look:
            self._long_look = now + _LONG_LOOK
        if self._apart or (long_look and self._ties.confined == SUBREAPER):
            pids = None if self._apart else processes.below(os.getpid())
            count = processes.count_others() if pids is None else len(pids)
            if count > self._limits["processes"]:
                return "processes"
            room = self._limits["memory"]
            room -= _used(namespaces.SHARED) if self._shares else 0
            if long_look and processes.memory(pids, room) > room:
                return "memory"
        most = self._limits["files"]
        if apart.used() > most or (long_look and _bytes_below(self._folder) > most):
            return "files"
        return None

    def end(self) -> int:
        """End and reap all that lives of the run; return how many the program had left behind."""
        others = self._alive() if self.reap() else 0
        ended_here = self.status is None
        if self._apart:
            with contextlib.suppress(OSError):
                os.kill(-1, signal.SIGKILL)
        else:
            with contextlib.suppress(OSError):
                os.killpg(self._pid, signal.SIGKILL)
            if self._ties.confined == SUBREAPER:
                processes.end_below(os.getpid(), self.reap)
        with contextlib.suppress(ChildProcessError):
            while self._ties.confined != NOTHING or self.status is None:
                self._note(*os.wait4(-1, 0))
        return max(0, others - ended_here)

    def _alive(self) -> int:
        if self._apart:
            return len(processes.everybody()) - 1
        if self._ties.confined == SUBREAPER:
            return len(processes.below(os.getpid()))
        return 0


def _size(descriptor: int) -> int:
    return os.fstat(descriptor).st_size


def _used(folder: str) -> int:
    """Return the bytes that are taken in a file system of the run's own."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return 0
    return (room.f_blocks - room.f_bfree) * room.f_frsize


def _bytes_below(folder: str) -> int:
    """Return the bytes of the disk that all files below a folder take, links not followed."""
    total, left = 0, [folder]
    while left:
        with contextlib.suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    own = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(own.st_mode):
                        left.append(entry.path)
                    else:
                        total += own.st_blocks * 512
    return total
