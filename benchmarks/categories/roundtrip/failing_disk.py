"""Run a program whose files cannot grow beyond a size: ``failing_disk.py BYTES END SCRIPT WORDS…``.

``RLIMIT_FSIZE`` stands for a full disk, and for a kill in the middle of a write: both happen at the
same byte in every run, as root too, and need no file system of their own.  Python ignores
``SIGXFSZ``, so that a write beyond the limit fails with ``EFBIG``; this is ``fail``.  With ``kill``
the signal has its default effect again: the write puts the bytes that fit on the disk, and the
next one ends the process.

The limit must not hold for what is said meanwhile, so standard output and standard error go through
pipes to two copies of ``cat`` that were started before.
"""

import atexit
import os
import resource
import runpy
import signal
import subprocess
import sys
from pathlib import Path


def main(size: str, end: str, script: str, *words: str) -> None:
    """Set the limit, run the script as the interpreter would, and never return."""
    # Python's own cache files are no part of what is measured.
    sys.dont_write_bytecode = True
    cats = [_piped(target) for target in (1, 2)]
    if end == "kill":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
    sys.argv = [script, *words]
    sys.path[0] = str(Path(script).parent)
    code = _run(script)
    atexit._run_exitfuncs()  # noqa: SLF001  no public name
    sys.stdout.flush()
    sys.stderr.flush()
    # The copies end with their input, and what they copy must be there before this process ends.
    os.close(1)
    os.close(2)
    for cat in cats:
        cat.wait()
    os._exit(code)


def _piped(target: int) -> "subprocess.Popen[bytes]":
    """Put a copy of ``cat`` between this process and one of its outputs."""
    cat = subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=target)
    if cat.stdin is not None:
        os.dup2(cat.stdin.fileno(), target)
        cat.stdin.close()
    return cat


def _run(script: str) -> int:
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as ending:
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)
            return 1
        return int(ending.code or 0)
    except BaseException as error:  # noqa: BLE001  as the interpreter does
        sys.excepthook(type(error), error, error.__traceback__)
        return 1
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
