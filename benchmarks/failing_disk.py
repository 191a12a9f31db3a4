"""Run a program whose files cannot grow beyond a size: ``failing_disk.py BYTES END SCRIPT WORDS…``.

``RLIMIT_FSIZE`` stands for a full disk, and for a kill in the middle of a write: both happen at the
same byte in every run, as root too, and need no file system of their own.  Python ignores
``SIGXFSZ``, so that a write beyond the limit fails with ``EFBIG``; this is ``fail``.  With ``kill``
the signal has its default effect again: the write puts the bytes that fit on the disk, and the
next one ends the process.

The limit must not hold for what is said meanwhile, so standard output and standard error go through
pipes to two copies of ``cat`` that were started before.
"""

import os
import resource
import runpy
import signal
import subprocess
import sys
from pathlib import Path


def main(size: str, end: str, script: str, *words: str) -> None:
    """Set the limit, then run the script as the interpreter would."""
    # Python's own cache files are no part of what is measured.
    sys.dont_write_bytecode = True
    cats = []
    for target in (1, 2):
        cats.append(
            subprocess.Popen(  # noqa: S603  a fixed command
                ["/bin/cat"], stdin=subprocess.PIPE, stdout=os.dup(target)
            )
        )
        pipe = cats[-1].stdin
        if pipe is not None:
            os.dup2(pipe.fileno(), target)
            pipe.close()
    if end == "kill":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    limit = int(size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv = [script, *words]
    sys.path[0] = str(Path(script).parent)
    try:
        runpy.run_path(script, run_name="__main__")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
