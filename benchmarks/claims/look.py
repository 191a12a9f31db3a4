"""What a claim may look at: programs that it runs, and figures that categories have measured.

A program runs in the environment of the row that it is about, never in the harness's: what a claim
says of a library is true of the release that is measured.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement

from benchmarks import small
from benchmarks.cells import WHOLE_ROW
from benchmarks.claims.statements import Statement
from benchmarks.environments import BARE, Environment
from benchmarks.outcomes import NOT_RUN, Outcome, Party
from benchmarks.paths import ROOT
from benchmarks.shell import command_line
from benchmarks.small import binaries_of
from benchmarks.texts import failure, message, plain
from configbench.errors import UnmeasuredError
from configbench.process import Command, Finished, run
from configbench.workplace import Workplace, workplace

Facts = dict[str, Any]

PROGRAMS = ROOT / "benchmarks" / "claims" / "programs"
SAMPLES = ROOT / "benchmarks" / "claims" / "article"


class Came(NamedTuple):
    """What a test case came out as: a fact of which each language has a word for the second."""

    what: str
    outcome: str


class Records(NamedTuple):
    """How many records have every type, and how many other types, of how many."""

    whole: int
    otherwise: int
    of: int


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
        The stored results.
    evidence
        Tables with ``command`` and ``where`` it ran, ``program`` or ``cell``; and ``says``.
    """

    results: Mapping[str, Any]
    evidence: list[dict[str, str]] = field(default_factory=list)

    def program(
        self, environment: Environment, name: str, *words: str
    ) -> list[dict[str, Any]]:
        """Run one of our programs from the root of the repository; return its lines of JSON.

        Raises
        ------
        UnmeasuredError
            If it fails: that is a fault of ours, not a finding; or its environment is not there.
        """
        argv = ("python", str((PROGRAMS / name).relative_to(ROOT)), *words)
        with workplace() as place:
            done = run(
                Command(argv, place, binaries=binaries_of(environment), cwd=ROOT)
            )
        if done.exit != 0:
            raise UnmeasuredError(f"{argv[1]}: {failure(done)}")
        self._keep(command_line(argv), done.stdout, _told(environment))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def shell(
        self, environment: Environment, place: Workplace, line: str, where: str
    ) -> Finished:
        """Run a command line through bash in a workplace; ``where`` tells what is in there.

        Raises
        ------
        UnmeasuredError
            If its environment is not there.
        """
        argv = ("bash", "-c", line)
        done = run(Command(argv, place, binaries=binaries_of(environment)))
        self._keep(line, said(done), f"{where}, in {_told(environment)}")
        return done

    def arrived(
        self, environment: Environment, program: Path, words: Sequence[str]
    ) -> tuple[tuple[str, ...], Finished]:
        """Run a small program from the root, up to its function; as :func:`small.came`.

        Raises
        ------
        UnmeasuredError
            If its environment is not there, or it was ended at a limit: that tells nothing of it.
        """
        argv = ("python", str(program.relative_to(ROOT)), *words)
        with workplace() as place:
            found, done = small.came(environment, program, argv, place, ROOT)
        if done.exceeded:
            raise UnmeasuredError(f"{command_line(argv)}: {done.ended}")
        self._keep(
            command_line(argv), "; ".join(found) or _ended(done), _told(environment)
        )
        return found, done

    def cells(self, category: str, name: str) -> dict[str, Any]:
        """Return the cells of one row in one category.

        Raises
        ------
        NotMeasuredError
            If the row has none, or could not be measured.
        """
        cells: dict[str, Any] = self._cells(category).get(name, {})
        if not cells or WHOLE_ROW in cells:
            raise NotMeasuredError(
                f"{category} of {name} was not measured", measures(category)
            )
        self._keep_cell(f"{category}/{name}")
        return cells

    def answered(self, category: str, name: str, party: Party) -> dict[str, Any]:
        """Return the cells of one row that were run, and for which a party answers.

        Raises
        ------
        NotMeasuredError
            If the row has no cells, or nobody knows yet who answers for one.
        """
        cells = self.cells(category, name)
        if any(cell["by"] == Party.UNMEASURED for cell in cells.values()):
            raise NotMeasuredError(
                f"who answers for the cells of {name} in {category} was not measured",
                f"python -m benchmarks parties {name}",
            )
        run = {k: v for k, v in cells.items() if v["outcome"] not in NOT_RUN}
        return {case: cell for case, cell in run.items() if cell["by"] == party}

    def rows(self, category: str) -> dict[str, dict[str, Any]]:
        """Return the cells of all rows that were measured in a category.

        Raises
        ------
        NotMeasuredError
            If fewer than two were: then there is nothing to compare.
        """
        found = {
            name: cells
            for name, cells in self._cells(category).items()
            if name in self.results["adapters"] and WHOLE_ROW not in cells
        }
        if len(found) < 2:  # noqa: PLR2004  two are a comparison
            raise NotMeasuredError(
                f"fewer than two rows were measured in {category}", measures(category)
            )
        self._keep_cell(f"{category}/*")
        return found

    def outcomes(self, category: str) -> dict[str, dict[str, str]]:
        """Return the outcomes of all rows of which anything was measured, the control among them.

        Raises
        ------
        NotMeasuredError
            If there is none.
        """
        found = {
            name: {case: str(cell["outcome"]) for case, cell in cells.items()}
            for name, cells in self._cells(category).items()
            if any(cell["outcome"] != Outcome.UNMEASURED for cell in cells.values())
        }
        if not found:
            raise NotMeasuredError(
                f"nothing was measured in {category}", "make benchmark-beyond"
            )
        for name, cases in found.items():
            told = ", ".join(f"{case} {outcome}" for case, outcome in cases.items())
            self.note("cell", f"{category}/{name}", told)
        return found

    def _cells(self, category: str) -> dict[str, Any]:
        cells: dict[str, Any] = self.results.get("cells", {}).get(category, {})
        return cells

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
            raise NotMeasuredError(f"{name} was not measured", measures("lines"))
        self._keep_cell(f"adapters/{name}")
        description: dict[str, Any] = found
        return description

    def note(self, kind: str, what: str, says: str) -> None:
        """Keep evidence of another kind: a ``program`` that was read, a ``cell``, a command."""
        self.evidence.append({kind: what, "says": says})

    def _keep(self, command: str, says: str, where: str) -> None:
        entry = {"command": command, "where": where, "says": says.strip()[:_LONGEST]}
        self.evidence.append(entry)

    def _keep_cell(self, address: str) -> None:
        entry = {"cell": address, "says": "taken from the results"}
        if entry not in self.evidence:
            self.evidence.append(entry)


#: How each claim is measured and judged, by its name.
Code = dict[
    str, tuple[Callable[[Look], Facts], Callable[[Facts], dict[str, Statement]]]
]

#: Characters of an output that are kept as evidence.
_LONGEST = 1500


def _told(environment: Environment) -> str:
    """Return an environment as evidence calls it: by the releases in it that were asked for."""
    names = [Requirement(each).name for each in environment.requirements]
    found = environment.versions(names).items()
    releases = ", ".join(f"{name} {version or '-'}" for name, version in found)
    return f"the environment of {releases}" if releases else f"the {BARE} environment"


def measures(*categories: str) -> str:
    """Return the command that measures some categories and then executes the claims."""
    return f"pytest --benchmark --category {','.join((*categories, 'claims'))}"


def said(done: Finished) -> str:
    """Return how a command ended and the line that tells why, or its output.

    A traceback ends with the error; a message for people begins with it.
    """
    if done.exit == 0:
        return done.stdout.strip()
    if "Traceback (most recent call last)" in done.stderr:
        return failure(done)
    first = done.stderr.strip().partition("\n")[0]
    return f"{done.ended}: {first.rstrip('.')}"


def _ended(done: Finished) -> str:
    """Return what a program printed, if it ended well; else how it ended, and what it said."""
    if done.exit == 0:
        return plain(done.stdout).strip()
    return f"{done.ended}: {message(done.output)}"


def copied(name: str, place: Workplace) -> Path:
    """Lay a copy of a sample program out in the working folder of a workplace."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SAMPLES / name, place.work, ignore=ignored, dirs_exist_ok=True)
    return place.work
