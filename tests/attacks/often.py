"""Write results and reports upon many disks: ``unshare -Urm python often.py report|run``.

What the pages are is found once; they are written upon each disk, as often as is asked, in one
process: a disk fills while files are written, not while they are thought of.  Before them ``run``
measures the lines of two rows.  Reads lines of JSON and answers each, as ``narrow.py`` does.  What
writes is imported from the checkout.
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
from benchmarks import held, measuring
from configbench.errors import UserError


def _measured(folder: Path) -> int:
    """Measure as the main job does, without pytest; return the exit code of a refusal."""
    choice = measuring.choose("lines", "argparse,configparser", fast=True)
    path = folder / "results.json"
    try:
        with held.held(path, "an attack", print):
            run = measuring.Run.start(choice, path=path)
            for row in choice.adapters:
                run.unit(choice.categories[0], [row])
            run.finish()
    except UserError as error:
        print(error)
        return 2
    return 0


def once(asked: dict[str, Any], *, measures: bool) -> dict[str, Any]:
    """Write upon one disk; ``asked`` is as in ``narrow.py``."""
    folder = Path(asked["folder"])
    held = narrow.prepare(asked)
    begun, said = time.monotonic(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = _measured(folder) if measures else 0
            code = code or command.main(["--dir", str(folder)])
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
    """Write upon each disk that a line asks for."""
    found: dict[str, dict[str, str]] = {}
    made = command.files

    def files(results: Any) -> dict[str, str]:
        if not found:
            found[""] = made(results)
        return found[""]

    vars(command)["files"] = files
    for line in sys.stdin:
        print(
            json.dumps(once(json.loads(line), measures=sys.argv[1] == "run")),
            flush=True,
        )


if __name__ == "__main__":
    main()
