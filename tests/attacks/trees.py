"""A checkout under attack: commands are typed there, nothing of it is imported."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: This checkout.
HERE = Path(__file__).parents[2]

#: Rows whose libraries come with Python, or are small: their environments are built in a second.
ROWS = ("argparse", "easydict", "configparser")


@dataclass(frozen=True)
class Done:
    """How a command ended, with all that it printed."""

    exit: int
    output: str

    def amiss(self, *words: str, refused: bool = True) -> list[str]:
        """Return what is wrong with how a refusal is told.

        It has to be no traceback, and one line has to hold all ``words``; unless the command was
        in its right to succeed, its exit code is not 0.
        """
        told = []
        if "Traceback (most recent call last)" in self.output:
            told.append(f"traceback: {self.output.strip().splitlines()[-1]}")
        if self.exit < 0:
            told.append(f"ended by signal {-self.exit}")
        if refused and self.exit == 0:
            told.append("exit 0")
        if self.exit or refused:
            told += self._unsaid(words)
        return told

    def _unsaid(self, words: Sequence[str]) -> list[str]:
        lines = self.output.splitlines()
        if re.search(r"^\S*:? ?None: ", self.output, re.MULTILINE):
            return ["the path in the sentence is None"]
        if any(all(word in line for word in words) for line in lines):
            return []
        last = lines[-1].strip() if lines else "nothing"
        return [f"no line has {' and '.join(map(repr, words))}; the last: {last[:200]}"]


@dataclass(frozen=True)
class Tree:
    """A checkout."""

    root: Path = HERE

    def words(self, *module_and_words: str) -> list[str]:
        """Return the command line of a module of the checkout."""
        return [sys.executable, "-m", *module_and_words]

    def variables(self) -> dict[str, str]:
        """Return the environment in which its modules are found before any other."""
        return {**os.environ, "PYTHONPATH": str(self.root)}

    def run(
        self, *words: str, seconds: float = 300, more: Mapping[str, str] | None = None
    ) -> Done:
        """Type ``python -m WORDS`` in the checkout; what takes longer is ended, and told."""
        return self.typed(self.words(*words), seconds, more)

    def typed(
        self,
        command: Sequence[str],
        seconds: float = 300,
        more: Mapping[str, str] | None = None,
    ) -> Done:
        """Type a command in the checkout, with some more variables."""
        try:
            done = subprocess.run(
                command,
                cwd=self.root,
                env=self.variables() | dict(more or {}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Done(-1, f"no end within {seconds:.0f} s")
        output = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
        return Done(done.returncode, output)

    def benchmark(
        self, folder: Path, categories: str, rows: Sequence[str]
    ) -> list[str]:
        """Return the words of a short run, for :meth:`run`."""
        options = ["-q", "-p", "no:cacheprovider", "--benchmark", "--fast"]
        return [
            *("pytest", *options, "--category", categories),
            *("--adapters", ",".join(rows), f"--report-dir={folder}"),
        ]


def few(
    tree: Tree, folder: Path, rows: Sequence[str] = ROWS, only: Sequence[str] = ()
) -> Path:
    """Write the stored results of some rows into a folder, of all categories or ``only`` some."""
    content = json.loads((tree.root / "report/results.json").read_text("utf-8"))
    of_rows(content, rows, only)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "results.json"
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path


def of_rows(content: dict[str, Any], rows: Sequence[str], only: Sequence[str]) -> None:
    """Leave some rows, of some categories, in results."""
    content["adapters"] = {name: content["adapters"][name] for name in rows}
    for category, cells in content["cells"].items():
        kept = [*rows, "control"] if not only or category in only else []
        content["cells"][category] = {
            name: found for name, found in cells.items() if name in kept
        }
    content["units"] = {
        unit: account
        for unit, account in content["units"].items()
        if unit.split("/")[1] in content["cells"].get(unit.split("/")[0], {})
    }
    for key in ("claims", "tables"):
        content.pop(key, None)


def units(results: Path) -> dict[str, Any]:
    """Return the cells of results by ``category/row``; of no file, none."""
    if not results.is_file():
        return {}
    content: Mapping[str, Any] = json.loads(results.read_text("utf-8"))
    return {
        f"{category}/{row}": cells
        for category, rows in content["cells"].items()
        for row, cells in rows.items()
    }
