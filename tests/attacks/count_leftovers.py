"""What outlives a command, counted by a script that shares no code with the harness.

``python count_leftovers.py [--seconds N] -- COMMAND…`` runs a command with a folder of its own for
temporary files.  This process adopts every descendant whose parent ends, so that none can get away
from it: daemonised, stopped or renamed, each is below it still.  At most so many seconds after the
end of the command it counts them, and the files, and prints one line of JSON::

    {"exit": 0, "processes": [], "files": [], "shared": [], "seconds": 0.1}

``seconds`` is when nothing was left any more.  What is left is ended and removed then.  Linux only.
"""

import argparse
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_SUBREAPER = 36
_SHARED = Path("/dev/shm")  # noqa: S108  the place itself is looked at

#: Called with the started command; returns when the count is to begin.
During = Callable[[subprocess.Popen[bytes], Path], None]


def count(
    command: Sequence[str],
    seconds: float,
    during: During | None = None,
    *,
    quiet: bool = False,
) -> dict[str, Any]:
    """Run a command; return what is left of it ``seconds`` after its end, or after ``during``."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before = _names(_SHARED)
    folder = Path(tempfile.mkdtemp(prefix="cb"))
    started = subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(folder)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
    )
    try:
        if during is None:
            started.wait()
        else:
            during(started, folder)
        begun = time.monotonic()
        while True:
            started.poll()
            spent = time.monotonic() - begun
            left = {
                "processes": [_title(pid) for pid in _below(os.getpid())],
                "files": below(folder),
                "shared": sorted(_names(_SHARED) - before),
            }
            if not any(left.values()) or spent > seconds:
                break
            time.sleep(0.02)
        code = started.poll()
    finally:
        _end_all()
        shutil.rmtree(folder, ignore_errors=True)
    return {"exit": code, **left, "seconds": round(spent, 2)}


def below(folder: Path) -> list[str]:
    """Return the paths of all that is in a folder, whatever vanishes meanwhile."""
    return sorted(
        str(Path(path) / name)
        for path, folders, files in os.walk(folder)
        for name in (*folders, *files)
    )


def _names(folder: Path) -> set[str]:
    # A name with a mark of somebody else's is none of ours.
    return {path.name for path in folder.glob("*attack*")}


def _below(root: int) -> list[int]:
    """Return the living descendants of a process."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] not in "ZX":
            children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, todo = [], [root]
    while todo:
        new = children.get(todo.pop(), [])
        found += new
        todo += new
    return found


def _title(pid: int) -> str:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        line = b"?"
    return f"{pid} {line.decode('utf-8', 'replace').strip()}"


def _end_all() -> None:
    while left := _below(os.getpid()):
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.01)
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return


def main() -> int:
    """Count; return 1 if anything is left."""
    parser = argparse.ArgumentParser(description="Count what outlives a command.")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("command", nargs="+", metavar="-- COMMAND")
    args = parser.parse_args()
    found = count(args.command, args.seconds)
    print(json.dumps(found))
    return int(any(found[key] for key in ("processes", "files", "shared")))


if __name__ == "__main__":
    sys.exit(main())
