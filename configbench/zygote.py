"""Quick runs: fork a parent that has imported the libraries already, instead of starting afresh.

Most of a probe is spent on importing.  A *zygote* learns in a first child what a program imports,
imports that itself, and never runs a program; every run is a fork of it
(:mod:`configbench.inside.fork_server`, the zygote's program).  Tests compare forks with fresh
interpreters, run by run.

Times are never taken this way.  A zygote that holds torch must not have used it: a fork after a
parallel torch operation hangs.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from configbench.process import Command, Outputs

_SERVER = Path(__file__).parent / "inside" / "fork_server.py"


class ZygoteError(OSError):
    """The zygote itself has ended, whatever the program did."""


class Zygote:
    """A parent process with ``modules`` imported, seen from the harness.

    Parameters
    ----------
    modules
        Names to import; what cannot be imported is left to the program.
    environ
        The environment that does not change between runs.
    """

    def __init__(self, modules: Iterable[str], environ: Mapping[str, str]) -> None:
        requests, ours = os.pipe()
        theirs, replies = os.pipe()
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, str(_SERVER), str(requests), str(replies), *modules],
            env={"PYTHONPATH": str(Path(__file__).parent / "inside/entry")}
            | dict(environ),
            pass_fds=(requests, replies),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
        os.close(requests)
        os.close(replies)
        self._requests: IO[str] = os.fdopen(ours, "w")
        self._replies: IO[str] = os.fdopen(theirs, "r")

    @property
    def ended(self) -> bool:
        """Whether the zygote has ended, for whatever reason."""
        return self._process.poll() is not None

    def fork(self, command: Command, outputs: Outputs) -> int:
        """Start a command, ``python SCRIPT WORDS…``, in a fork; return its process number.

        Raises
        ------
        ZygoteError
            If the zygote has ended.
        """
        mine = f"/proc/{os.getpid()}/fd"
        request = {
            "argv": list(command.argv),
            "cwd": str(command.folder),
            "environ": command.variables,
            "out": f"{mine}/{outputs[0]}",
            "err": f"{mine}/{outputs[1]}",
            "learn": str(command.learn) if command.learn else None,
        }
        return int(self._ask(request)["pid"])

    def wait(self) -> tuple[int, float]:
        """Wait for the end of the fork; return its wait status and CPU time in seconds.

        Until then an ended fork stays a zombie: its number is not given to another process.

        Raises
        ------
        ZygoteError
            If the zygote ended first.
        """
        reply = self._ask({"reap": True})
        return int(reply["status"]), float(reply["cpu"])

    def _ask(self, request: Mapping[str, object]) -> dict[str, Any]:
        try:
            self._requests.write(json.dumps(request) + "\n")
            self._requests.flush()
            line = self._replies.readline()
        except OSError as error:
            raise ZygoteError("the zygote has ended") from error
        if not line:
            raise ZygoteError("the zygote has ended")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End the zygote."""
        with contextlib.suppress(OSError):
            self._requests.close()
        self._replies.close()
        self._process.kill()
        self._process.wait()
