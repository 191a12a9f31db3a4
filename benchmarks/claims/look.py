"""What a claim may look at: programs that it runs, and figures that the axes have measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import process, runs
from benchmarks.errors import BenchError
from benchmarks.paths import ROOT
from benchmarks.process import Finished
from benchmarks.runs import Workplace

Facts = dict[str, Any]

PROGRAMS = ROOT / "benchmarks" / "claims" / "programs"
SAMPLES = ROOT / "benchmarks" / "claims" / "article"


class NotMeasuredError(Exception):
    """A figure that a claim needs is not there; ``command`` measures it."""

    def __init__(self, sentence: str, command: str) -> None:
        super().__init__(sentence)
        self.command = command


@dataclass
class Look:
    """Runs commands and reads results for one claim, and keeps what it saw as evidence.

    Attributes
    ----------
    results
        The stored figures of the axes.
    evidence
        Tables with ``command`` (and ``where``, if not at the root), ``program`` or ``cell``; and
        ``says``.
    """

    results: Mapping[str, Any]
    evidence: list[dict[str, str]] = field(default_factory=list)

    def program(self, name: str, *words: str) -> list[dict[str, Any]]:
        """Run one of our programs from the root of the repository; return its lines of JSON.

        Raises
        ------
        BenchError
            If it fails: that is a fault of ours, not a finding.
        """
        relative = str((PROGRAMS / name).relative_to(ROOT))
        with runs.workplace() as place:
            done = process.run(["python", relative, *words], cwd=ROOT, home=place.home)
        if done.exit != 0:
            raise BenchError(f"{relative}: {done.ended}: {runs.last_line(done.stderr)}")
        self._keep(process.command_line(["python", relative, *words]), done.stdout)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def shell(self, place: Workplace, line: str, where: str) -> Finished:
        """Run a command line through bash in a workplace; ``where`` tells what is in there."""
        done = process.run(["bash", "-c", line], cwd=place.work, home=place.home)
        self._keep(line, said(done), where=where)
        return done

    def axis(self, axis: str, name: str) -> dict[str, Any]:
        """Return the cells of one row on one axis.

        Raises
        ------
        NotMeasuredError
            If the row has none, or could not be measured.
        """
        cells: dict[str, Any] = self.results.get(axis, {}).get(name, {})
        if not cells or "all" in cells:
            raise NotMeasuredError(
                f"{axis} of {name} was not measured",
                f"pytest --benchmark --axis {axis},claims",
            )
        self._keep_cell(f"{axis}/{name}")
        return cells

    def rows(self, axis: str) -> dict[str, dict[str, Any]]:
        """Return the cells of all rows that were measured on an axis.

        Raises
        ------
        NotMeasuredError
            If fewer than two were: then there is nothing to compare.
        """
        found = {
            name: cells
            for name, cells in self.results.get(axis, {}).items()
            if name in self.results["adapters"] and "all" not in cells
        }
        if len(found) < 2:  # noqa: PLR2004  two are a comparison
            raise NotMeasuredError(
                f"fewer than two rows were measured on {axis}",
                f"pytest --benchmark --axis {axis},claims",
            )
        self._keep_cell(f"{axis}/*")
        return found

    def adapters(self) -> dict[str, dict[str, Any]]:
        """Return the descriptions of the rows whose library is installed."""
        self._keep_cell("adapters/*")
        return {
            name: each
            for name, each in self.results["adapters"].items()
            if each["status"] == "installed"
        }

    def adapter(self, name: str) -> dict[str, Any]:
        """Return the description of one row.

        Raises
        ------
        NotMeasuredError
            If the results do not have it.
        """
        found = self.results["adapters"].get(name)
        if found is None or found["status"] != "installed":
            raise NotMeasuredError(
                f"{name} was not measured", "pytest --benchmark --axis lines,claims"
            )
        self._keep_cell(f"adapters/{name}")
        description: dict[str, Any] = found
        return description

    def note(self, kind: str, what: str, says: str) -> None:
        """Keep evidence of another kind: a ``program`` that was read, a ``cell``, a command."""
        self.evidence.append({kind: what, "says": says})

    def _keep(self, command: str, says: str, **where: str) -> None:
        entry = {"command": command, **where, "says": says.strip()[:_LONGEST]}
        self.evidence.append(entry)

    def _keep_cell(self, address: str) -> None:
        entry = {"cell": address, "says": "taken from the results"}
        if entry not in self.evidence:
            self.evidence.append(entry)


#: Characters of an output that are kept as evidence.
_LONGEST = 1500


def said(done: Finished) -> str:
    """Return how a command ended and the line that tells why, or its output.

    A traceback ends with the error; a message for people begins with it.
    """
    if done.exit == 0:
        return done.stdout.strip()
    if "Traceback (most recent call last)" in done.stderr:
        return f"{done.ended}: {runs.last_line(done.stderr)}"
    first = done.stderr.strip().partition("\n")[0]
    return f"{done.ended}: {first.rstrip('.')}"


def copied(name: str, place: Workplace) -> Path:
    """Lay a copy of a sample program out in the working folder of a workplace."""
    folder = SAMPLES / name
    for path in sorted(folder.rglob("*.*")):
        if "__pycache__" not in path.parts:
            target = place.work / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return place.work
