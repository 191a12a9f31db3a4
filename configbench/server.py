"""A server of runs, seen from the harness: what forks a supervisor for each.

Its program is :mod:`configbench.inside.fork_server`; what is said between the two stands there.
"""

import array
import contextlib
import json
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from configbench import interruption
from configbench.inside import processes
from configbench.inside.cgroups import Caps

_PROGRAM = Path(__file__).parent / "inside" / "fork_server.py"

#: Seconds that a server has to remove its folder and to end, and one whose runs were ended for it,
#: to remove its control group.
_ENDING, _ENDED = 4, 1

#: How often an interruption is asked for, in seconds.
_LOOK = 0.05

_CAPS = Caps()


class ServerError(OSError):
    """The server has ended, whatever the run did."""


class Server:
    """A process that forks a supervisor for each run.

    Parameters
    ----------
    manner
        ``exec``: runs start afresh; ``fork``: they are forks of the server, Python programs;
        ``program``: the same, of a single one.
    modules
        With ``fork``, what it imports beforehand; what cannot be imported is left to the program.
        With ``program`` it is told by a plan, the first that it has to be given.
    environ
        Its own environment.
    confined
        How runs are confined, a word of :mod:`configbench.inside.supervisor`; by default the best
        way that works here.
    folder
        What the server makes, and removes when this process has ended, however that was.
    caps
        What all its runs may have at a time, where a control group can be made.
    python
        The interpreter that it is, and that its forks are; by default this one.
    apart
        How what it does while it imports is to change nothing, as in
        :mod:`configbench.inside.apart`; where that is not allowed it ends at once.
    """

    def __init__(
        self,
        manner: str = "exec",
        modules: Iterable[str] = (),
        *,
        environ: Mapping[str, str] | None = None,
        confined: str = "",
        folder: Path | None = None,
        caps: Caps = _CAPS,
        python: Path | None = None,
        apart: Mapping[str, Any] | None = None,
    ) -> None:
        self.folder = folder
        self._requests, theirs = socket.socketpair()
        self._told = ""
        self._lock = threading.Lock()
        light = ["-I", "-S"] if manner == "exec" else []
        most = f"{caps.processes}:{caps.memory}"
        words = [str(theirs.fileno()), manner, confined, most, str(folder or "")]
        words.append(json.dumps(apart) if apart else "")
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [
                    str(python or sys.executable),
                    *light,
                    str(_PROGRAM),
                    *words,
                    *modules,
                ],
                env=dict(environ or {}),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                cwd="/",
            )

    @property
    def ended(self) -> bool:
        """Whether the server has ended, for whatever reason."""
        return self._process.poll() is not None

    @property
    def confined(self) -> str:
        """How its runs are confined: a word of :mod:`configbench.inside.supervisor`.

        Waits until it is ready.

        Raises
        ------
        ServerError
            If it has ended.
        """
        with self._lock:
            while not self._told.endswith("\n"):
                try:
                    part = self._requests.recv(64)
                except OSError as error:
                    raise ServerError("the server has ended") from error
                if not part:
                    raise ServerError("the server has ended")
                self._told += part.decode()
            return self._told.strip()

    def ready_before(self, deadline: float) -> bool:
        """Wait until it is ready for runs, at most until then; a server that has ended is not.

        Raises
        ------
        KeyboardInterrupt
            If this process was told to end meanwhile.
        """
        poll = select.poll()
        poll.register(self._requests, select.POLLIN)
        while not poll.poll(_LOOK * 1000):
            interruption.check()
            if time.monotonic() > deadline:
                return False
        try:
            return bool(self.confined)
        except ServerError:
            return False

    def start(self, descriptors: Sequence[int]) -> None:
        """Have a run started: its channel, what is asked for, its standard output and error.

        The first descriptor that a server of a single program is given is alone, that of its plan.

        Raises
        ------
        ServerError
            If the server has ended.
        """
        carried = array.array("i", descriptors)
        try:
            with self._lock:
                self._requests.sendmsg(
                    [b"r"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, carried)]
                )
        except OSError as error:
            raise ServerError("the server has ended") from error

    def close(self) -> None:
        """End it, with its runs and its folder."""
        self._requests.close()
        if self.folder is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_ENDING)
        self.destroy()

    def destroy(self) -> None:
        """End it and all its runs at once, even if they are stopped."""
        self._requests.close()
        if not self.ended:
            processes.end_below(self._process.pid, lambda: None)
            self._process.send_signal(signal.SIGCONT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_ENDED)
            self._process.kill()
        self._process.wait()
