"""The parent of all runs: ``fork_server.py SOCKET MANNER CONFINED CAPS FOLDER APART MODULE…``.

In the manner ``fork`` it is a zygote: it imports the modules, and a requested program is a fork of
it that executes the program as ``__main__``, as a fresh interpreter would.  In the manner
``program`` it is one of a single program, and imports what a plan says (:mod:`.preloading`), whose
descriptor is the first that comes on the socket.  In the manner ``exec`` a program starts afresh.

It runs no program itself.  For each request, a byte on the socket that carries descriptors for the
channel to the caller, for what is asked for (JSON), and for standard output and standard error, it
forks a supervisor (:mod:`.supervisor`) that does all else.  Where runs can have namespaces, the
server is the first process of one itself, so that none of them outlives it; and if it can make a
control group (:mod:`.cgroups`), whose caps are ``PROCESSES:BYTES``, it and they are in that.

Put apart (JSON, as in :mod:`.apart`), it changes nothing itself while it imports; its runs that are
put apart find all as it was before.

With a folder it is the keeper of it: it makes the folder, and removes it once its caller is gone,
however that ended.
"""

from __future__ import annotations

import array
import contextlib
import functools
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__" and not __package__:
    # Started by path, in whatever interpreter: this folder is a package under a name of its own,
    # so that no import of a program finds anything here.  Where the look is in, it is one already.
    if "configbench_inside" not in sys.modules:
        sys.path.insert(0, str(Path(__file__).resolve().parent / "entry"))
        import configbench_entry

        configbench_entry.enter()
    __package__ = "configbench_inside"

from . import (
    apart,
    cgroups,
    look,
    namespaces,
    pages,
    preloading,
    processes,
    program,
    supervisor,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: How long runs are waited for once their caller is gone, and how long it is tried to remove the
#: folder that is kept, in seconds.
_PATIENCE = 1.5

#: How long a parent may go on that its caller has left, in seconds.
_BUSY = 0.3

#: A request carries so many descriptors: channel, what is asked for, standard output and error.
_CARRIED = 4

#: Received descriptors are not inherited, where that can be asked for.
_NOT_INHERITED = getattr(socket, "MSG_CMSG_CLOEXEC", 0)


class _Server:
    """The server: forks a supervisor for every request, until there are no more.

    Parameters
    ----------
    requests
        From the caller, who is told on it how runs are confined.
    start
        Starts a program.
    confined
        How they are confined; a word of :mod:`.supervisor`.
    foreign
        Whether a user's namespace gives it more rights than its user has.
    group
        The control group that it is in, if any.
    """

    def __init__(
        self,
        requests: socket.socket,
        start: supervisor.Start,
        confined: str,
        *,
        foreign: bool,
        group: cgroups.Group | None,
    ) -> None:
        self._requests = requests
        self._group = group
        self._start = start
        self._confined = confined
        self._foreign = foreign
        self._supervisors: set[int] = set()
        self._wake, self._awake = supervisor.wake_at_ended_children()
        # Supervisors hold the reading end only: it ends with this process.
        self._life, self._alive = os.pipe()
        self._ready: socket.socket | None = None
        self._ready_pid = 0
        self._namespace = -1
        self._children: frozenset[int] = frozenset()
        if confined == supervisor.NAMESPACE:
            self._namespace = os.open("/proc/self/ns/pid", os.O_RDONLY)
        elif confined == supervisor.SUBREAPER:
            namespaces.adopt_orphans()
            # What the imports have started, if anything, is no orphan of a run.
            self._children = frozenset(processes.below(os.getpid()))

    def serve(self) -> None:
        """Serve until the caller is gone and all runs have ended."""
        self._requests.sendall((self._confined + "\n").encode())
        poll = select.poll()
        poll.register(self._requests.fileno(), select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while True:
            if not self._busy:
                # The next supervisor is made when it disturbs nobody, and waits.
                with contextlib.suppress(OSError):
                    self._make_ready()
            ready = {descriptor for descriptor, _ in poll.poll()}
            if self._wake in ready:
                self._reap()
            if self._requests.fileno() in ready:
                word, descriptors = received(self._requests)
                if not word:
                    break
                with contextlib.suppress(OSError):  # the caller sees its channel end
                    self._hand_over(descriptors)
                for descriptor in descriptors:
                    os.close(descriptor)
        self._forget_ready()
        # The caller of all runs is gone, which their supervisors see as well.
        deadline = time.monotonic() + _PATIENCE
        while self._supervisors and time.monotonic() < deadline:
            time.sleep(0.01)
            self._reap()

    @property
    def _busy(self) -> bool:
        """Whether a run is in progress."""
        return bool(self._supervisors - {self._ready_pid})

    def _hand_over(self, descriptors: Sequence[int]) -> None:
        """Give a run to the supervisor that waits, or to a new one."""
        for _ in range(2):
            self._make_ready()
            assert self._ready is not None  # noqa: S101  it was made
            carried = array.array("i", descriptors)
            try:
                self._ready.sendmsg(
                    [b"r"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, carried)]
                )
            except OSError:  # it was ended while it waited
                continue
            finally:
                self._forget_ready()
            return

    def _forget_ready(self) -> None:
        if self._ready is not None:
            self._ready.close()
        self._ready, self._ready_pid = None, 0

    def _make_ready(self) -> None:
        """Fork the next supervisor, if none waits; it is the first process of a namespace."""
        if self._ready is not None:
            return
        confined = self._confined == supervisor.NAMESPACE
        ours, theirs = socket.socketpair()
        with theirs:
            if confined:
                namespaces.enter()
            try:
                pid = os.fork()
            except OSError:
                ours.close()
                if confined:
                    namespaces.leave(self._namespace)
                raise
            if pid == 0:
                ours.close()
                self._be_supervisor(theirs)
            if confined:
                namespaces.leave(self._namespace)
        self._supervisors.add(pid)
        self._ready, self._ready_pid = ours, pid

    def _be_supervisor(self, given: socket.socket) -> None:
        """Wait for a run in this fork, and supervise it; never return."""
        code = 1
        try:
            # From Python 3.12 on asyncio, where it is imported, has done so at the fork.
            signal.set_wakeup_fd(-1)
            os.close(self._awake)
            os.close(self._wake)
            os.close(self._alive)
            self._requests.close()
            if self._confined == supervisor.NAMESPACE:
                os.close(self._namespace)
            supervisor.prepare(self._confined)
            word, descriptors = received(given)
            given.close()
            if word and len(descriptors) == _CARRIED:
                self._supervise(*descriptors)
            code = 0
        finally:
            os._exit(code)

    def _supervise(self, channel: int, asked: int, out: int, err: int) -> None:
        with os.fdopen(asked, "rb") as file:
            request = json.load(file)
        tied = socket.socket(fileno=channel)
        if self._group is not None:
            # Not before: this process may have waited while other runs were ended.
            self._group.mark()
        ties = supervisor.Ties(
            tied, (out, err), self._life, self._confined, self._foreign, self._group
        )
        supervisor.supervise(request, ties, self._start)

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 512)
        died = False
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    break
                died |= pid in self._supervisors and status != 0
                self._supervisors.discard(pid)
        if died and self._confined == supervisor.SUBREAPER:
            # Whatever it was the parent of is ours now.
            spared = self._children | self._supervisors
            processes.end_below(os.getpid(), lambda: None, frozenset(spared))


def received(requests: socket.socket) -> tuple[bytes, list[int]]:
    """Receive one byte, none at the end, and the descriptors that it carries."""
    descriptors = array.array("i")
    room = socket.CMSG_SPACE(_CARRIED * descriptors.itemsize)
    try:
        word, carried, _, _ = requests.recvmsg(1, room, _NOT_INHERITED)
    except OSError:  # the caller ended while something was on its way to it
        return b"", []
    for level, kind, content in carried:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            whole = len(content) - len(content) % descriptors.itemsize
            descriptors.frombytes(content[:whole])
    if not _NOT_INHERITED:
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
    return word, list(descriptors)


def _fork(
    preloaded: preloading.Preloaded,
    request: Mapping[str, Any],
    files: supervisor.Files,
    own: frozenset[int],
) -> int:
    """Start a Python program in a fork; return its process number."""
    pid = os.fork()
    if pid == 0:
        try:
            _put_on(files, own)
            _become(request, preloaded)
        finally:
            os._exit(127)
    return pid


def _put_on(files: supervisor.Files, own: frozenset[int]) -> None:
    """Give this fork the session, files and signals of a program that was just started."""
    os.setsid()
    for target, descriptor in enumerate(files):
        os.dup2(descriptor, target)
    signal.set_wakeup_fd(-1)
    for descriptor in own.union(files):
        os.close(descriptor)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _become(request: Mapping[str, Any], preloaded: preloading.Preloaded) -> None:
    """Turn this prepared fork into the requested Python program; never return."""
    environ, argv = request["environ"], request["argv"]
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(request["cwd"])
    if hasattr(sys, "orig_argv"):  # not before Python 3.10
        sys.orig_argv = [*argv]
    # As Python has it: ``-m`` stands for the file of the module, as long as that is not known.
    words = [argv[1], *argv[3:]] if argv[1] == "-m" else argv[1:]
    if not preloaded.has_path:
        sys.path[0] = preloading.folder_of(argv[1:])
    preloaded.put_on(environ, words)
    look.follow(environ)
    if argv[1] == "-m":
        ended = program.run_module(argv[2])
    else:
        ended = program.run(argv[1], look.main_code(argv[1]))
    program.finish()
    if request["learn"]:
        names = "\n".join(sorted(sys.modules.keys() - {"__main__"}))
        Path(request["learn"]).write_text(names, encoding="utf-8")
    os._exit(ended)


def main(argv: Sequence[str]) -> None:
    """Be a server to the end of its caller."""
    number, manner, confined, caps, folder, asked, *modules = argv
    requests = socket.socket(fileno=int(number))
    if folder:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    confined = confined or supervisor.how()
    foreign, group = False, None
    if confined == supervisor.NAMESPACE:
        group = cgroups.Group(cgroups.Caps(*map(int, caps.split(":"))))
        foreign = namespaces.enter()
        # What it keeps must be removed; a mere parent has nothing to do.
        patience = 4 * _PATIENCE if folder else _BUSY
        _be_first_of_a_namespace(requests, group, patience)
    if asked:
        if confined != supervisor.NAMESPACE:
            raise OSError("no run can be put apart without namespaces")
        namespaces.furnish()
        apart.enter(json.loads(asked))
    preloaded = preloading.Preloaded()
    if manner == "program":
        _, plan = received(requests)
        preloaded = preloading.preload(*plan)
    elif manner == "fork":
        # Nothing that lies beside this file, nor in the folder that happens to be the present one.
        sys.path[0] = os.devnull
        for name in modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        # What each fork would import to record.
        from . import typed  # noqa: F401
    # What is there now is not looked through again, in forks that would have to copy it.
    gc.collect()
    gc.freeze()
    if manner == "program":
        pages.collapse()
    forking = functools.partial(_fork, preloaded)
    start = supervisor.execute if manner == "exec" else forking
    with contextlib.suppress(OSError):
        _Server(requests, start, confined, foreign=foreign, group=group).serve()
    if folder:
        _remove(folder)
    if manner == "program":
        # Nothing that its modules have registered for the end of the program.
        os._exit(0)


def _be_first_of_a_namespace(
    requests: socket.socket, group: cgroups.Group, patience: float
) -> None:
    """Return in a child only, that is in the group; this process ends with it.

    The child may be busy importing when its caller ends: it has ``patience`` seconds then.
    """
    pid = os.fork()
    if pid == 0:
        namespaces.die_with_parent(signal.SIGKILL)
        group.enter()
        return
    _, status = _end_with_caller(requests, pid, patience)
    group.remove()
    os._exit(int(status != 0))


def _end_with_caller(
    requests: socket.socket, pid: int, patience: float
) -> tuple[int, int]:
    """Wait for a child; end it some seconds after the caller is gone.  As ``os.waitpid``."""
    wake, _ = supervisor.wake_at_ended_children()
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    # Nothing is read: only that the other end is closed is told.
    poll.register(requests.fileno(), 0)
    deadline: float | None = None
    while True:
        ended = os.waitpid(pid, os.WNOHANG)
        if ended[0]:
            return ended
        if deadline is None:
            if any(descriptor != wake for descriptor, _ in poll.poll()):
                deadline = time.monotonic() + patience
                poll.unregister(requests.fileno())
        elif time.monotonic() < deadline:
            poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
        else:
            os.kill(pid, signal.SIGKILL)
            return os.waitpid(pid, 0)
        with contextlib.suppress(BlockingIOError):
            os.read(wake, 512)


def _remove(folder: str) -> None:
    """Remove a folder in which some that are about to end may still write."""
    deadline = time.monotonic() + _PATIENCE
    while os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=True)
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)


if __name__ == "__main__":
    main(sys.argv[1:])
