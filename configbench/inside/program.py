"""Run code as the interpreter runs its main program, and end as it ends."""

import atexit
import builtins
import sys

# Frozen into every interpreter and imported already; importlib itself would cost a millisecond.
from _frozen_importlib_external import SourceFileLoader

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any


#: Who wants to know by what a program ended, beside the interpreter.
ENDINGS: "list[Callable[[BaseException], None]]" = []


#: What was compiled beforehand, by its path, with when and how large the file was then.
_COMPILED: "dict[str, tuple[object, CodeType]]" = {}


def run(path: str, code: "CodeType | None" = None) -> int:
    """Execute a program as ``__main__``, from its code or from its file; return its exit code.

    A program that Ctrl-C ends dies of it here, as in a fresh interpreter, so that a shell sees it.
    """
    main = _new_main()
    main.__dict__.update(
        __file__=path, __cached__=None, __loader__=SourceFileLoader("__main__", path)
    )

    def execute() -> None:
        exec(code or compiled(path), main.__dict__)  # noqa: S102  the purpose

    return _ended(execute)


def run_module(name: str) -> int:
    """Execute a module as ``python -m`` does; return its exit code."""
    import runpy

    _new_main()
    return _ended(lambda: runpy._run_module_as_main(name))  # type: ignore[attr-defined]


def compiled(path: str) -> "CodeType":
    """Return the code of a file; what was compiled before a fork is there already."""
    import os

    found = os.stat(path)
    state = (found.st_mtime_ns, found.st_size)
    if path in _COMPILED and _COMPILED[path][0] == state:
        return _COMPILED[path][1]
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    _COMPILED[path] = state, code
    return code


def _new_main() -> "Any":
    main = type(sys)("__main__")
    main.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = main
    return main


def _ended(execute: "Callable[[], object]") -> int:
    """Execute a program, and end it as the interpreter does; return its exit code."""
    interrupted = False
    ended = 0
    try:
        execute()
    except SystemExit as ending:
        _tell(ending)
        ended = _exit_code(ending.code)
    except BaseException as error:  # noqa: BLE001  as the interpreter does
        _tell(error)
        # Without frames of this module, which a fresh interpreter does not have.
        below = error.__traceback__
        while below is not None and below.tb_frame.f_code.co_filename == __file__:
            below = below.tb_next
        sys.excepthook(type(error), error.with_traceback(below), below)
        interrupted, ended = isinstance(error, KeyboardInterrupt), 1
    if interrupted:
        _die_of_interruption()
    return ended


def finish() -> None:
    """Do what an interpreter does at its end: wait for threads, call what is registered, flush."""
    import threading

    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001, S110  whatever stands there is the program's
            pass


def _die_of_interruption() -> None:
    import os
    import signal

    finish()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)


def _tell(ending: BaseException) -> None:
    for told in ENDINGS:
        told(ending)


def _exit_code(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1
