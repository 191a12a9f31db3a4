"""Checks of layout, lint and types: ours, wherever the row lies."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from benchmarks.categories.lines import formatted
from benchmarks.contract.memory import cache_folder
from benchmarks.contract.subject import Subject, Verdict, python
from benchmarks.copying import copy_files
from benchmarks.environments import installed
from benchmarks.errors import MissingError
from benchmarks.outcomes import Outcome
from benchmarks.paths import ROOT, relative
from benchmarks.registry import Adapter
from benchmarks.shell import command_line

#: As many findings of a tool as are told; the rest is counted.
_TOLD = 4

#: What the row is called where it is looked at: a name for every tool, whatever its own is.
_NAME = "row"

_SECONDS = 300


def layout(subject: Subject) -> Verdict:
    """Every Python file is laid out by the one formatter, for lines are a result."""
    row, faults, paths = subject.row, [], []
    for path in (path for path in row.files() if path.suffix == ".py"):
        text = python(path)
        pairs = zip_longest(text.splitlines(), formatted(text).splitlines())
        differs = (number for number, (is_, has) in enumerate(pairs, 1) if is_ != has)
        if (line := next(differs, None)) is not None:
            faults.append(f"{relative(path)}:{line}")
            paths.append(relative(path))
    if faults:
        interpreter = relative(Path(sys.executable))
        settings = ("--config", relative(ROOT / "pyproject.toml"))
        command = command_line([interpreter, "-m", "ruff", "format", *settings, *paths])
        return Verdict(None, f"{', '.join(faults)}: not laid out; `{command}` does it")
    return Verdict(Outcome.RIGHT, "as the formatter has it")


def lint(subject: Subject) -> Verdict:
    """Every Python file passes ``ruff check`` with the rules of the adapters."""
    options = ("--no-cache", "--quiet", "--output-format=concise")
    return _told(_ask(subject.row, "ruff", "check", *options))


def types(subject: Subject) -> Verdict:
    """Every Python file passes mypy, strict, with the library's own types."""
    row = subject.row
    options = [
        *("--no-error-summary", "--hide-error-context"),
        *("--python-executable", str(row.binaries / "python"), "--cache-dir"),
    ]
    said = _ask(row, "mypy", *options, _types_cache())
    if any("INTERNAL ERROR" in line for line in said):
        # Of what is in the cache, perhaps: nothing is lost without it but seconds.
        said = _ask(row, "mypy", *options, os.devnull)
    return _told([line for line in said if ": note: " not in line])


def _types_cache() -> str:
    """Return where mypy may keep what it learns; nowhere, if we have no such place.

    One place for all environments, for all have the core's layer: whatever is another module in
    one of them mypy reads anew, as after an installation.
    """
    folder = cache_folder() / "mypy"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return os.devnull
    return str(folder) if os.access(folder, os.W_OK) else os.devnull


def _told(said: list[str]) -> Verdict:
    if not said:
        return Verdict(Outcome.RIGHT, "nothing found")
    more = [f"and {len(said) - _TOLD} more"] if len(said) > _TOLD else []
    return Verdict(None, "; ".join([*said[:_TOLD], *more]))


def _ask(row: Adapter, tool: str, *options: str) -> list[str]:
    """Return what a tool says of a row's Python files, line by line, with the row's own paths.

    Raises
    ------
    MissingError
        If the tool is not installed, or does not come to an end by itself.
    """
    if installed((tool,))[tool] is None:
        raise MissingError(f"not installed; pip install {tool}")
    with _staged(row) as stage:
        place = f"adapters/{_NAME}"
        try:
            done = subprocess.run(  # noqa: S603  our own fixed command
                [sys.executable, "-m", tool, *options, place],
                cwd=stage,
                capture_output=True,
                text=True,
                check=False,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise MissingError(f"{tool} takes more than {_SECONDS} s") from error
    said = f"{done.stdout}\n{done.stderr}" if done.returncode else ""
    lines = [line for line in said.splitlines() if line.strip()]
    if done.returncode and not lines:
        raise MissingError(f"{tool} fails without a word (exit {done.returncode})")
    return [line.replace(place, relative(row.folder)) for line in lines]


@contextmanager
def _staged(row: Adapter) -> Iterator[Path]:
    """Lay a copy of a row where our settings and the core are found, as for one of our rows."""
    with tempfile.TemporaryDirectory(prefix="configbench-") as name:
        stage = Path(name)
        shutil.copy(ROOT / "pyproject.toml", stage)
        (stage / "shared_model").symlink_to(ROOT / "shared_model")
        copy_files(row.folder, stage / "adapters" / _NAME)
        yield stage
