"""Who handled the words and the bytes, where nothing can be taken out: one rule for all rows.

The look tells who is at it (:mod:`configbench.inside.callers`): from the call that took a word of
the command line, or read, wrote or printed bytes, outwards.  **Whichever comes first, a module of
the row's library or a file of the row, is the party.**  So ``config.write(file)`` is the library's,
whoever opened the file, and ``file.write(json.dumps(settings))`` the adapter's, though a library
may have called the program.  Of what was refused it is whoever raised the error, or the first of
its causes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import ProgramError, RowError
from benchmarks.leftovers import taken_from
from benchmarks.outcomes import Party
from benchmarks.registry import Adapter
from configbench import foreign
from configbench.foreign import Form
from configbench.inside import CALLERS
from configbench.records import TEXT, is_texts
from configbench.workplace import Workplace

#: What is told of files.
_OF_FILES = ("read", "written")
_CALL = 3  # module, function and file
_LINE: Mapping[str, Form] = {
    "what": (
        "words, variable, read, written, printed or refused",
        lambda what: (
            what in {"words", "variable", "read", "written", "printed", "refused"}
        ),
    ),
    "file": TEXT,
    "stack": (
        "a list of calls, each of three texts",
        lambda stack: (
            isinstance(stack, list)
            and all(is_texts(call) and len(call) == _CALL for call in stack)
        ),
    ),
}


#: Names that only a library's own code calls.
_HIDDEN = re.compile(r"(^|\.)_")


@dataclass(frozen=True)
class Taken:
    """That somebody took words, or read, wrote or printed bytes; the innermost call first."""

    what: str
    #: Or the word.
    file: str
    stack: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Handled:
    """Who handled something: the party, and the call of it that the program made."""

    what: str
    by: Party
    call: str

    def __str__(self) -> str:
        """Print as the report tells it."""
        return f"{self.what}: {self.call}"


def watching(place: Workplace, *, apart: bool = True) -> dict[str, str]:
    """Forget who was watched in a place; return the variable that has the next run watched.

    Where words are not watched once they are taken ``apart``, they are what they were.
    """
    with taken_from(place.base):
        file = foreign.emptied(place.base / "callers.jsonl")
    return {CALLERS: f"{'apart' if apart else 'whole'}:{file}"}


def taken(place: Workplace) -> tuple[Taken, ...]:
    """Return what the last run in a place was seen to take.

    Raises
    ------
    ForeignInputError
        If the run has changed what was told of it.
    """
    found = []
    with taken_from(place.base):
        # The run may end, or be ended, in the middle of a line.
        for where, line in foreign.objects(place.base / "callers.jsonl", cut=True):
            told = foreign.check(line, where, _LINE)
            stack = tuple((each[0], each[1], each[2]) for each in told["stack"])
            found.append(Taken(told["what"], told["file"], stack))
    return tuple(found)


def library(row: Adapter) -> frozenset[str]:
    """Return the top-level modules of what a row compares.

    Raises
    ------
    RowError
        If nothing says which they are.
    """
    found = row.library or row.environment.modules_by(row.distributions)
    if not found:
        path = row.folder / "adapter.toml"
        raise RowError(
            f"{path}: library is missing; expected the top-level modules of what is compared"
        )
    return frozenset(found)


def handled(row: Adapter, each: Taken, modules: frozenset[str]) -> Handled | None:
    """Return who took something: nobody, where neither the library nor the row was at it."""
    of_library = ""
    for module, function, file in each.stack:
        if module.partition(".")[0] in modules:
            called = f"{module}.{function.partition('.<locals>')[0]}"
            # The outermost that a user may know: what Hydra decorates with says nothing.
            if not of_library or not _HIDDEN.search(called):
                of_library = called
        # What a variant does not bring is its origin's.
        elif any(Path(file).is_relative_to(each.folder) for each in row.lineage):
            if of_library:
                break
            return Handled(each.what, Party.ADAPTER, f"{Path(file).name}: {function}")
    return Handled(each.what, Party.LIBRARY, of_library) if of_library else None


def require(every: Sequence[Handled], *what: str) -> None:
    """Require that somebody was seen at all of these.

    Raises
    ------
    ProgramError
        If nobody was: then nobody can answer for it.
    """
    for each in what:
        if not any(one.what == each for one in every):
            raise ProgramError(f"nobody was seen at what is {each}")


def summed(
    row: Adapter, every: Iterable[Taken], place: Workplace, what: Sequence[str]
) -> list[Handled]:
    """Return who handled each thing that a run was seen to take, one for each word and each file.

    Of several that were at the same, the library is told: it parsed what the program only looked
    at.  Files count that lie in the run's own place, and of words those that name none of them.
    """
    modules, found = library(row), dict[tuple[str, str], Handled]()
    there = [
        each for each in every if each.what == "read" and _within(each.file, place)
    ]
    names = {Path(each.file).name for each in there}
    for each in every:
        if each.what not in what:
            continue
        if each.what in _OF_FILES and not _within(each.file, place):
            continue
        if each.what == "words" and any(name in each.file for name in names):
            continue
        told = handled(row, each, modules)
        if told is None:
            continue
        key = (each.what, each.file)
        if key not in found or found[key].by is Party.ADAPTER:
            found[key] = told
    return [*found.values()]


def _within(file: str, place: Workplace) -> bool:
    return (place.work / file).resolve().is_relative_to(place.base.resolve())


def party(every: Iterable[Handled]) -> Party:
    """Return who answers for what passed through some hands: the library if all were its own.

    What went through no hands is composed in Python, by the library.
    """
    by_adapter = any(each.by is Party.ADAPTER for each in every)
    return Party.ADAPTER if by_adapter else Party.LIBRARY
