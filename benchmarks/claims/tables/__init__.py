"""Public comparison tables, executed: what a page says of libraries, each cell run and judged.

A page is a TOML file here: where it stands, of which libraries it speaks, and its statements, in
short words of ours: the page's own are a link away.  A statement has *trials*; a trial is a
program for each library, ``programs/LIBRARY/TRIAL.py``, as that library's documentation has such
programs written, with the command lines in its docstring.  What is tried in other ways too has
further programs, ``TRIAL_2.py``.  All run where the library alone is installed, and what arrives
at the function ``train`` of a program is looked at from outside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.claims.look import Look
from benchmarks.claims.statements import HOLDS, NOT_EXECUTED, Statement
from benchmarks.claims.tables.judging import RULE, judged, shown
from benchmarks.claims.tables.reading import (
    Entry,
    Table,
    Trial,
    count,
    entries,
    environments,
    find,
    tables,
)
from benchmarks.small import Line, Seen, met, seen, usage
from benchmarks.workers import Workers, cores
from configbench.errors import ConfigbenchError, UserError

__all__ = [
    "Entry",
    "Table",
    "count",
    "entries",
    "environments",
    "execute",
    "execute_all",
    "find",
    "published",
    "stored",
    "tables",
]


def execute(entry: Entry) -> dict[str, Any]:
    """Run the programs of a cell and return what is published of it."""
    published: dict[str, Any] = {
        "claim": f"{entry.library.title}: {entry.statement.text}",
        "says": str(entry.says),
        "reproduce": f"python -m benchmarks claim {entry.name}",
        "rule": RULE,
    }
    if note := entry.statement.notes.get(entry.library.name):
        published["note"] = note
    tried = _Tried(entry)
    try:
        statements = tried.statements()
    except ConfigbenchError as error:
        none: dict[str, Any] = {"statements": {}, "evidence": []}
        return {**published, "verdict": NOT_EXECUTED, "seen": str(error), **none}
    verdict = judged(entry.says, statements)
    if verdict != HOLDS and entry.library.then:
        published["then"] = _then(entry)
    return {
        **published,
        "verdict": verdict,
        "seen": _sentence(entry, statements),
        "statements": {text: each.so for text, each in statements.items()},
        "evidence": tried.look.evidence,
    }


def _then(entry: Entry) -> dict[str, Any]:
    """Return the verdict with the releases of the page's own date, whatever keeps it from being."""
    library = entry.library.as_then()
    found = execute(replace(entry, library=library))
    told = {key: found[key] for key in ("verdict", "seen", "statements")}
    return {**told, "releases": library.releases()}


def _sentence(entry: Entry, statements: Mapping[str, Statement]) -> str:
    so = [text for text, each in statements.items() if each.so]
    told = ", ".join(so) if so else "none of the trials showed it"
    return f"the page says {entry.says}; seen: {told}"


class _Tried:
    """The trials of a cell, each command line run once."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.look = Look({})
        self._seen: dict[tuple[Path, int], Seen] = {}

    def statements(self) -> dict[str, Statement]:
        """Run what shows each trial; return whether it does."""
        return {each.text: self._trial(each) for each in self.entry.statement.trials}

    def _trial(self, trial: Trial) -> Statement:
        ways = self.entry.ways(trial)
        if not ways:
            raise UserError(
                f"{self.entry.name}: there is no program {trial.program}.py"
            )
        return shown([self._way(trial, program) for program in ways])

    def _way(self, trial: Trial, program: Path) -> list[bool]:
        lines = usage(program)
        if len(lines) != len(trial.lines):
            raise UserError(
                f"{program}: {len(lines)} command lines, expected {len(trial.lines)}"
            )
        found = [self._line(program, number, line) for number, line in enumerate(lines)]
        return [met(*each) for each in zip(trial.lines, found, strict=True)]

    def _line(self, program: Path, number: int, line: Line) -> Seen:
        if (program, number) not in self._seen:
            environment = self.entry.library.environment
            arrived = self.look.arrived(environment, program, line.words)
            self._seen[program, number] = seen(*arrived)
        return self._seen[program, number]


def execute_all(known: Mapping[str, Table]) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Yield each cell of some tables and what is published of it, in their order."""
    cells = {each.name: each for table in known.values() for each in entries(table)}
    jobs = {name: partial(execute, each) for name, each in cells.items()}
    # A cell waits for programs: one more than there are cores keeps them busy.
    workers = Workers(jobs, cores() + 1)
    for name, each in cells.items():
        yield each, workers.result(name)


def published(
    known: Mapping[str, Table], cells: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return tables as they are stored, with what is published of each cell, by its name."""
    return {name: _published(table, cells) for name, table in known.items()}


def _published(table: Table, cells: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    by_library: dict[str, dict[str, Any]] = {name: {} for name in table.libraries}
    for entry in entries(table):
        by_library[entry.library.name][entry.statement.name] = dict(cells[entry.name])
    return {
        "title": table.title,
        "page": table.page,
        "source": table.source,
        "commit": table.commit,
        "written": table.written,
        "rule": RULE,
        "libraries": {
            name: {"title": each.title, "releases": each.releases()}
            for name, each in table.libraries.items()
        },
        "statements": {
            name: {"title": each.title, "text": each.text, "at": each.at}
            for name, each in table.statements.items()
        },
        "cells": by_library,
        "left": dict(table.left),
    }


def stored(results: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is published of each cell, by its name, in results; nothing where none is."""
    return {
        f"{table}/{library}/{statement}": cell
        for table, content in results.get("tables", {}).items()
        for library, cells in content["cells"].items()
        for statement, cell in cells.items()
    }
