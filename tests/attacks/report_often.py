"""Write one report upon many disks: ``unshare -Urm python report_often.py``.

What the pages are is found once; the command then writes them upon each disk, as often as is asked,
in one process: a disk fills while pages are written, not while they are thought of.  Reads lines of
JSON and answers each, as ``narrow.py`` does.  The report's own code is imported from the checkout.
"""

import contextlib
import io
import json
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import narrow  # type: ignore[import-not-found]  # beside this script

import report.__main__ as command


def once(asked: dict[str, Any]) -> dict[str, Any]:
    """Write it upon one disk; ``asked`` is as in ``narrow.py``."""
    folder = Path(asked["folder"])
    held = narrow.prepare(asked)
    begun, said = time.monotonic(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = command.main(["--dir", str(folder)])
        except BaseException:  # noqa: BLE001  whatever it is, it is what is looked for
            traceback.print_exc(file=said)
            code = 1
    spent, taken = time.monotonic() - begun, shutil.disk_usage(folder).used
    end = Path(asked["end"])
    shutil.copytree(folder, end, ignore=shutil.ignore_patterns(narrow.NEIGHBOUR))
    subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)
    return {
        "exit": code,
        "output": said.getvalue(),
        "seconds": spent,
        "held": held,
        "taken": taken,
    }


def main() -> None:
    """Write it upon each disk that a line asks for."""
    found: dict[str, dict[str, str]] = {}
    made = command.files

    def files(results: Any) -> dict[str, str]:
        if not found:
            found[""] = made(results)
        return found[""]

    vars(command)["files"] = files
    for line in sys.stdin:
        print(json.dumps(once(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
