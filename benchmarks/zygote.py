"""Quick runs: fork a parent that has imported the libraries already, instead of starting afresh.

Most of a probe is spent on importing.  A *zygote* learns in a first child what a program imports,
imports that itself, and never runs a program; every run is a fork of it.  The child puts on the
run's own environment, working folder and files for 0, 1 and 2, then executes the program as
``__main__``, as a fresh interpreter would; tests compare the two, run by run.

Times are never taken this way.  A zygote that holds torch must not have used it: a fork after a
parallel torch operation hangs.

This file is also the zygote's program: ``python zygote.py REQUESTS REPLIES MODULE…`` reads requests
from one descriptor and answers on the other, a JSON line each.
"""

import atexit
import builtins
import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_INTERRUPTED = 256  # no exit code


class ZygoteError(Exception):
    """The zygote itself has ended, whatever the program did."""


@dataclass(frozen=True)
class Program:
    """What is to be started.

    Attributes
    ----------
    argv
        ``python``, the script, its words.
    cwd, environ
        Working folder and whole environment.
    out, err
        Open descriptors of this process for its output.
    learn
        A file for the names of the modules that it has imported at its end; zygotes only.
    """

    argv: Sequence[str]
    cwd: Path
    environ: Mapping[str, str]
    out: int
    err: int
    learn: Path | None = None


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
            [sys.executable, __file__, str(requests), str(replies), *modules],
            env=dict(environ),
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

    def fork(self, program: Program) -> int:
        """Start ``program`` in a fork; return its process number.

        Raises
        ------
        ZygoteError
            If the zygote has ended.
        """
        mine = f"/proc/{os.getpid()}/fd"
        request = {
            "argv": list(program.argv),
            "cwd": str(program.cwd),
            "environ": dict(program.environ),
            "out": f"{mine}/{program.out}",
            "err": f"{mine}/{program.err}",
            "learn": str(program.learn) if program.learn else None,
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


def _serve(requests: int, replies: int, modules: Sequence[str]) -> None:
    """Import ``modules``, then fork a child for every request until there are no more."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    pid = 0
    with os.fdopen(requests) as lines:
        for line in lines:
            request = json.loads(line)
            if "reap" in request:
                _, status, usage = os.wait4(pid, 0)
                answer = {"status": status, "cpu": usage.ru_utime + usage.ru_stime}
            else:
                pid = os.fork()
                if pid == 0:
                    os.close(replies)
                    _become(request)
                answer = {"pid": pid}
            os.write(replies, (json.dumps(answer) + "\n").encode())


def _become(request: Mapping[str, Any]) -> None:
    """Turn this fork into the requested program; never return."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    out = os.open(request["out"], os.O_WRONLY)
    err = os.open(request["err"], os.O_WRONLY)
    for descriptor, target in ((null, 0), (out, 1), (err, 2)):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["environ"])
    os.chdir(request["cwd"])
    _, *sys.argv = request["argv"]
    script = sys.argv[0]
    sys.path[0] = str(Path(script).parent)
    code = _execute(script)
    if request["learn"]:
        names = "\n".join(sorted(sys.modules))
        Path(request["learn"]).write_text(names, encoding="utf-8")
    if code == _INTERRUPTED:
        # An interpreter that Ctrl-C ends dies by the signal itself, so that a shell sees it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(code)


def _execute(script: str) -> int:
    """Run ``script`` as the interpreter runs its main program; return the exit code."""
    main = types.ModuleType("__main__")
    main.__dict__.update(
        {"__file__": script, "__builtins__": builtins, "__cached__": None}
    )
    sys.modules["__main__"] = main
    code = 0
    try:
        source = Path(script).read_bytes()
        exec(compile(source, script, "exec"), main.__dict__)  # noqa: S102  the purpose
    except SystemExit as ending:
        code = _exit_code(ending.code)
    except BaseException as error:  # noqa: BLE001  as the interpreter does
        # Without the frame of this function, which a fresh interpreter does not have.
        below = error.__traceback__.tb_next if error.__traceback__ else None
        sys.excepthook(type(error), error.with_traceback(below), below)
        code = _INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1
    # What the interpreter does at its end: wait for threads, call what was registered, flush.
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001  no public name
    atexit._run_exitfuncs()  # noqa: SLF001  no public name
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    return code


def _exit_code(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
