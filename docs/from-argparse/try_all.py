"""Try guides as their pages say, each several times in a row, and print a line for each.

Usage:
    python docs/from-argparse/try_all.py [--times N] [NAME ...]

A copy of this folder, below a folder with a blank and a letter beyond ASCII, stands for the
checkout; the scripts are started from elsewhere, with no variables but ``PATH``, ``HOME`` (an empty
folder) and ``TMPDIR`` (where all is removed afterwards), and ``PYTHON`` and pip's own if they are
set.  A guide is ok if its script ends well, changes nothing in the checkout or where it is started,
and all settings arrive as the program without a library gets them.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

#: What a script is given of our variables, beside pip's own.
GIVEN = ("PYTHON",)
PATH = "/usr/bin:/bin"

#: So many seconds a library may take to be installed, and so much of a message is shown.
LIMIT, SHOWN = 900, 300


class Stage:
    """A checkout to try guides from, and empty folders to start them in."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.folder = base / "ein Ordner für alle" / "docs" / "from-argparse"
        shutil.copytree(HERE, self.folder, ignore=shutil.ignore_patterns("__pycache__"))
        self.home, self.elsewhere = base / "home", base / "else where"
        for each in (self.home, self.elsewhere):
            each.mkdir()
        self.line = tomllib.loads((HERE / "wishes.toml").read_text(encoding="utf-8"))[
            "wishes"
        ][1]["argparse"]
        self.wanted = self.program("before", self.line)

    def program(self, name: str, line: str) -> dict[str, Any]:
        """Return what arrives in a program that needs no library."""
        done = subprocess.run(  # noqa: S603  a program of this folder
            [sys.executable, "-B", self.folder / name / "train.py", *line.split()],
            capture_output=True,
            check=True,
        )
        settings: dict[str, Any] = json.loads(done.stdout)
        return settings

    def laid(self) -> dict[Path, bytes]:
        """Return every file of the checkout, and of where scripts are started."""
        return {
            path: path.read_bytes()
            for folder in (self.folder, self.elsewhere)
            for path in folder.rglob("*")
            if path.is_file()
        }

    def variables(self, temporary: Path) -> list[str]:
        """Return all variables that a script has."""
        ours = [
            f"{key}={value}"
            for key, value in os.environ.items()
            if key in GIVEN or key.startswith("PIP_")
        ]
        return [f"PATH={PATH}", f"HOME={self.home}", f"TMPDIR={temporary}", *ours]

    def attempt(self, name: str, temporary: Path) -> str:
        """Try a guide once; return what failed, or the empty string."""
        script = os.path.relpath(self.folder / name / "try.sh", self.elsewhere)
        before, there = self.laid(), set(temporary.iterdir())
        try:
            done = subprocess.run(  # noqa: S603  a script of this folder
                ["/usr/bin/env", "-i", *self.variables(temporary), "sh", script],
                cwd=self.elsewhere,
                capture_output=True,
                text=True,
                timeout=LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"not done after {LIMIT} s"
        if done.returncode:
            said = " ".join(done.stderr.split())[-SHOWN:]
            return f"exit {done.returncode}: {said}"
        if self.laid() != before:
            return "it has changed files beside its own"
        made = set(temporary.iterdir()) - there
        found = [path for each in made for path in each.glob("program/arrived.json")]
        if len(found) != 1:
            return "it has not made one fresh folder"
        arrived = json.loads(found[0].read_text(encoding="utf-8"))
        wrong = {key for key in self.wanted if arrived.get(key) != self.wanted[key]}
        if wrong or arrived.keys() != self.wanted.keys():
            return f"other settings arrive: {', '.join(sorted(wrong))}"
        return ""


def tried(stage: Stage, name: str, times: int) -> bool:
    """Try a guide so many times in a row, with a line for each; return whether all went well."""
    well = True
    with tempfile.TemporaryDirectory(dir=stage.base) as temporary:
        for number in range(1, times + 1):
            start = time.monotonic()
            failed = stage.attempt(name, Path(temporary))
            seconds = time.monotonic() - start
            told = failed or "ok"
            print(f"{name:20} {number} of {times} {seconds:6.1f} s  {told}", flush=True)
            well &= not failed
    return well


def main() -> int:
    """Try the guides that are named, or all."""
    every = sorted(path.parent.name for path in HERE.glob("*/try.sh"))
    parser = argparse.ArgumentParser(description="Try guides, each in a fresh folder.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all")
    parser.add_argument("--times", type=int, default=2, metavar="N", help="default: 2")
    args = parser.parse_args()
    if unknown := sorted(set(args.names) - set(every)):
        parser.error(f"no such guide: {', '.join(unknown)}")
    with tempfile.TemporaryDirectory() as base:
        stage = Stage(Path(base))
        well = [tried(stage, name, args.times) for name in args.names or every]
    print(f"{sum(well)} of {len(well)} guides are ok")
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
