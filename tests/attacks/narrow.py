"""Run a command while a folder lies on a disk of its own that is too small, or cannot be written.

``unshare -Urm python narrow.py '{"folder": …}' -- COMMAND…``: in a namespace of mounts, so that
nobody else sees the disk, and it is gone with the namespace.  Prints one line of JSON:
``{"exit": 2, "output": "…", "seconds": 1.5, "held": 4096, "taken": 8192}``, the last two the bytes
of the disk that were taken before and after.  Linux only; shares no code with the harness.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

#: What a neighbour fills the disk with; it is no file of the command's.
NEIGHBOUR = "a-neighbours-file"


def mount(folder: Path, *options: str) -> None:
    """Call mount."""
    subprocess.run(["/bin/mount", *options, str(folder)], check=True)


def fill(folder: Path, after: float) -> None:
    """Take all that is left on the disk, a while from now."""
    time.sleep(after)
    with contextlib.suppress(OSError), (folder / NEIGHBOUR).open("wb", 0) as file:
        while True:
            file.write(b"x" * 4096)


def prepare(asked: dict[str, Any]) -> int:
    """Mount the disk, and have a neighbour fill it; return the bytes that are taken.

    ``asked`` has the ``folder`` and its ``size`` in bytes; the folder with what lies there at first
    (``start``) and one for what is there in the end (``end``); after how many seconds a neighbour
    fills the disk (``fill``, or null), and whether nothing can be written there (``read_only``).
    """
    folder, start = Path(asked["folder"]), asked["start"]
    folder.mkdir(parents=True, exist_ok=True)
    mount(folder, "-t", "tmpfs", "-o", f"size={asked['size']}", "narrow")
    if start:
        shutil.copytree(start, folder, dirs_exist_ok=True)
    for name in asked["folders"]:
        (folder / name).mkdir()
    if asked["read_only"]:
        mount(folder, "-o", "remount,ro")
    held = shutil.disk_usage(folder).used
    if asked["fill"] is not None:
        what = (folder, asked["fill"])
        threading.Thread(target=fill, args=what, daemon=True).start()
    return held


def main(asked: dict[str, Any], command: list[str]) -> dict[str, Any]:
    """Run the command upon such a disk."""
    folder, held = Path(asked["folder"]), prepare(asked)
    begun = time.monotonic()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    spent = time.monotonic() - begun
    taken = shutil.disk_usage(folder).used
    shutil.copytree(
        folder, asked["end"], symlinks=True, ignore=shutil.ignore_patterns(NEIGHBOUR)
    )
    output = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
    return {
        "exit": done.returncode,
        "output": output,
        "seconds": spent,
        "held": held,
        "taken": taken,
    }


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]), sys.argv[3:])), flush=True)
    # A neighbour that is still at work has nothing to say.
    os._exit(0)
