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


#: Who wants to know by what a program ended, beside the interpreter.
ENDINGS: "list[Callable[[BaseException], None]]" = []


def run(path: str, code: "CodeType | None" = None) -> int:
    """Execute a program as ``__main__``, from its code or from its file; return its exit code.

    A program that Ctrl-C ends dies of it here, as in a fresh interpreter, so that a shell sees it.
    """
    main = type(sys)("__main__")
    main.__dict__.update(
        __file__=path,
        __builtins__=builtins,
        __cached__=None,
        __loader__=SourceFileLoader("__main__", path),
    )
    sys.modules["__main__"] = main
    interrupted = False
    ended = 0
    try:
        if code is None:
            with open(path, "rb") as file:
                code = compile(file.read(), path, "exec", dont_inherit=True)
        exec(code, main.__dict__)  # noqa: S102  the purpose
    except SystemExit as ending:
        _tell(ending)
        ended = _exit_code(ending.code)
    except BaseException as error:  # noqa: BLE001  as the interpreter does
        _tell(error)
        # Without the frame of this function, which a fresh interpreter does not have.
        below = error.__traceback__.tb_next if error.__traceback__ else None
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
