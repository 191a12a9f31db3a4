"""What is examined, and what an examination says."""

import ast
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benchmarks import core, running
from benchmarks.categories.overrides.cases import cases
from benchmarks.categories.overrides.words import words
from benchmarks.cells import TROUBLES
from benchmarks.contract import reading
from benchmarks.contract.reading import Reading
from benchmarks.dialect import Dialect, load
from benchmarks.errors import AbsentError, MissingError, ProgramError, UnsupportedError
from benchmarks.outcomes import Outcome
from benchmarks.paths import relative
from benchmarks.registry import Adapter
from benchmarks.rerun import Rerun, rerun
from benchmarks.running import Manner, Probe, Record
from configbench.process import Limits


def python(path: Path) -> str:
    """Return the text of a Python file.

    Raises
    ------
    ProgramError
        If it is none; the sentence names file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        ast.parse(text)
    except SyntaxError as error:
        place = f"{relative(path)}:{error.lineno or 1}"
        raise ProgramError(f"{place}: not Python: {error.msg}") from error
    except ValueError as error:
        raise ProgramError(f"{relative(path)}: not Python: {error}") from error
    return text


class Verdict(NamedTuple):
    """What a check says.

    Attributes
    ----------
    outcome
        ``right`` if the contract is kept, else what happened; ``None`` where a text alone shows
        that it is not.
    detail
        One sentence, or several for several faults.
    """

    outcome: Outcome | None
    detail: str


class Subject:
    """The row under examination, with what several checks look at.

    Each of these raises a ``RowError`` where a data file cannot be used.
    """

    def __init__(self, row: Adapter, limits: Limits = running.PROBE_LIMITS) -> None:
        self.row = row
        self.limits = limits

    @cached_property
    def lacking(self) -> str:
        """Why it cannot run here; empty if it can."""
        try:
            self.row.require()
        except MissingError as error:
            return str(error)
        return ""

    @cached_property
    def source(self) -> str:
        """The text of the program."""
        return python(self.row.program)

    @cached_property
    def dialect(self) -> Dialect:
        """How the row spells settings."""
        return load(self.row)

    @cached_property
    def reading(self) -> Reading:
        """What its files hold."""
        return reading.read(self.row)

    @cached_property
    def defaults(self) -> Probe:
        """The run without words."""
        return self.probe()

    @property
    def ran(self) -> bool:
        """Whether the run without words reached the core once, and ended well."""
        try:
            run = self.defaults
        except TROUBLES:
            return False
        return len(run.reached) == 1 and run.finished.exit == 0

    @cached_property
    def late_misspelling(self) -> str | None:
        """The cause that ``overrides.toml`` declares for a misspelt key, if any."""
        try:
            return words(self.row, cases()["misspelt_key"]).cause
        except AbsentError:
            return None

    @cached_property
    def repeated(self) -> Rerun:
        """A run with many changed settings, and its repetition from what it saved."""
        return rerun(self.row, self.many)

    @cached_property
    def many(self) -> list[str]:
        """The words of that run."""
        return self.words(self.spelt(core.MANY))

    @cached_property
    def control(self) -> Record:
        """The record of the control."""
        return running.control()

    def probe(self, *words: str) -> Probe:
        """Probe the row within the limits of this examination."""
        return running.probe(self.row, words, manner=Manner(limits=self.limits))

    def spelt(self, settings: core.Settings) -> core.Settings:
        """Return those of some settings that the row has a way to spell: none is compulsory."""
        self.dialect.ahead(settings.items())
        found = {}
        for path, value in settings.items():
            with suppress(UnsupportedError):
                self.dialect.spell(path, value)
                found[path] = value
        return found

    def words(self, settings: Mapping[str, object]) -> list[str]:
        """Spell several settings, each in its first documented form."""
        return self.dialect.words(settings)
