"""The program of a zygote: ``python fork_server.py REQUESTS REPLIES MODULE…``.

It imports the modules, then reads requests from one descriptor and answers on the other, a JSON
line each.  A requested program is a fork of it: the child puts on the run's own environment,
working folder and files for 0, 1 and 2, then executes the program as ``__main__``, as a fresh
interpreter would.
"""

import atexit
import builtins
import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_INTERRUPTED = 256  # no exit code


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
        names = "\n".join(sorted(sys.modules.keys() - {"__main__"}))
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
