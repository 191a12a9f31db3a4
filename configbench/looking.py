"""Run any program up to a place, and see what is there: the look, from outside.

What enters the program is :mod:`configbench.inside.look`, by nothing but variables of its
environment: so it enters any interpreter from Python 3.8, in any environment, and every process
that the program starts.  ``docs/decisions/0013-the-look.md`` says why in this way.
"""

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from configbench import foreign, records
from configbench.inside import Place as Planted
from configbench.inside import look as inside
from configbench.inside import plant
from configbench.places import Place
from configbench.process import Command, Finished, Limits, run
from configbench.values import Typed
from configbench.workplace import Workplace, workplace

#: What a command may use if nothing else is said.  A file may be large and sparse, as Ray's store
#: of objects is; all of them together are limited.
LIMITS = Limits(file_size=None)

#: What brings the look into an interpreter: a folder of ours on its path, for a moment.
ENTRY = Path(inside.__file__).parent / "entry"


class Then(StrEnum):
    """What becomes of the program at the place; :mod:`configbench.inside.look` tells more."""

    END = "end"
    RECORD = "record"
    EVERY = "record-every"
    RETURN = "return"
    CLOCK = "clock"
    CLOCK_END = "clock-end"


@dataclass(frozen=True)
class Look:
    """Where and how a program is looked at.

    Attributes
    ----------
    at
        The place.
    file
        Where the lines go.
    then
        What becomes of the program.
    returned
        For :attr:`Then.RETURN`: an expression, in the words of the program.
    told
        Whether notes on how the look came there go to the file, too.
    """

    at: Place
    file: Path | str
    then: Then = Then.END
    returned: str = ""
    told: bool = False

    def environ(self, beside: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the variables that bring the look in, with those ``beside`` it."""
        told = "told-" if self.told else ""
        return planting(self.at, self.returned, beside) | {
            inside.LOOK: f"{told}{self.then}:{self.file}"
        }


def planting(
    at: Place, returned: str = "", beside: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the variables that have a place planted, where nothing is done yet.

    A parent that is forked has this: each fork then says by its own what is done.
    """
    found = dict(beside or {})
    behind = found.get("PYTHONPATH")
    found["PYTHONPATH"] = os.pathsep.join([str(ENTRY), *([behind] if behind else [])])
    found[inside.AT] = str(at)
    if returned:
        found[inside.RETURN] = returned
    return found


def prepare(at: Place, source: Path, file: Path) -> dict[str, str]:
    """Plant a place beforehand, for this interpreter: so a start that is timed compiles nothing.

    Parameters
    ----------
    at, source
        The place, and the file of which it is one.
    file
        Where the planted code is written.

    Returns
    -------
    dict of str
        The variable that names it.
    """
    file.write_bytes(_prepared(str(at), str(source)))
    return {inside.PLANTED: str(file)}


@cache
def _prepared(at: str, source: str) -> bytes:
    content = Path(source).read_bytes()
    return inside.prepared(plant.planted(content, source, Planted(at)))


@dataclass(frozen=True)
class Hit:
    """What was there, once: in which process, at which place, each variable typed."""

    pid: int
    place: str
    values: dict[str, Typed]


@dataclass(frozen=True)
class Looked:
    """A run that was looked at.

    Attributes
    ----------
    hits
        In the order in which they came.
    finished
        How the command ended.
    notes
        How the look came to the place, or why it did not, in sentences.
    """

    hits: tuple[Hit, ...]
    finished: Finished
    notes: tuple[str, ...]


def look(
    argv: Sequence[str],
    at: Place,
    *,
    then: Then = Then.END,
    every: bool = False,
    limits: Limits | None = None,
    cwd: Path | None = None,
) -> Looked:
    """Run a command, and look at one place in it.

    Parameters
    ----------
    argv
        The words of the command; it gets the environment of this process, with a home and a folder
        for temporary files of its own.
    at
        The place.
    then, every
        What becomes of the program at the place; with ``every``, each time that it is reached.
    limits
        What it may use.
    cwd
        Its working folder, if it is not this process's.

    Raises
    ------
    ForeignError
        If what the look left there has been changed.
    """
    with workplace() as place:
        file = place.base / "look.jsonl"
        action = Then.EVERY if every and then is Then.RECORD else then
        wanted = Look(at, file, action, told=True)
        command = Command(
            tuple(argv),
            place,
            base=_home_kept(os.environ, place),
            environ=wanted.environ({"PYTHONPATH": os.environ.get("PYTHONPATH", "")}),
            limits=limits or LIMITS,
            cwd=cwd or Path.cwd(),
        )
        finished = run(command)
        lines = [*foreign.objects(file, cut=not finished.ended_by_itself)]
    hits, told = [], []
    for where, content in lines:
        if "note" in content:
            told.append(records.note(content, where))
        else:
            hit = records.hit(content, where)
            hits.append(Hit(hit.pid, str(at), hit.values))
    notes: list[str] = []
    if finished.exit is not None or finished.exceeded:
        notes = [*isolated(argv), *sentences(at, told, reached=bool(hits))]
    return Looked(tuple(hits), finished, tuple(notes))


def _home_kept(environ: Mapping[str, str], place: Workplace) -> dict[str, str]:
    """Return this process's environment with the run's own home; packages in ours are kept."""
    import site  # noqa: PLC0415  only a stranger's program may need what is in a home

    users = environ.get("PYTHONUSERBASE") or site.getuserbase()
    return {**environ, **place.variables, "PYTHONUSERBASE": users}


#: What an interpreter is called.
PYTHON = re.compile(r"(python|pypy)[\d.]*(\.exe)?")

#: Options of an interpreter that take a word.
TAKES = frozenset({"-W", "-X", "--check-hash-based-pycs"})


def isolated(argv: Sequence[str]) -> Iterator[str]:
    """Tell the options by which an interpreter heeds no environment, so that no look gets in."""
    found = shutil.which(argv[0]) if argv else None
    words = [*shebang(found), *argv] if found else [*argv]
    if any(word.startswith("PYTHONPATH=") for word in words):
        yield (
            "the command sets PYTHONPATH, by which the look gets in: set it in front of configbench"
        )
    for number, word in enumerate(words):
        if not PYTHON.fullmatch(os.path.basename(word)):  # noqa: PTH119  a word, no path
            continue
        options = iter(words[number + 1 :])
        for option in options:
            if not option.startswith("-") or option in {"-c", "-m", "-"}:
                break
            if option in TAKES:
                next(options, None)
            for letter in set(option[1:]) & set("IES") if option[1:2] != "-" else ():
                yield (
                    f"{word} runs with -{letter}, by which it heeds no PYTHONPATH or imports no "
                    "sitecustomize: it cannot be looked into"
                )


def shebang(program: str) -> list[str]:
    """Return the words by which the system starts a script; none of what is no script."""
    try:
        with open(program, "rb") as file:  # noqa: PTH123  what was found, as it was found
            line = file.readline(256)
    except OSError:
        return []
    if not line.startswith(b"#!"):
        return []
    return line[2:].decode("utf-8", "replace").split()


def sentences(at: Place, told: Sequence[str], *, reached: bool) -> Iterator[str]:
    """Tell from the notes of the processes what the look met."""
    home = at.file or at.module
    yield from dict.fromkeys(
        note for note in told if note not in {inside.LOOKING, inside.LOADED}
    )
    if reached:
        return
    if inside.LOADED in told:
        yield f"{home} was loaded, but nothing came to the place"
    elif inside.LOOKING not in told:
        yield "no Python that can be looked into was started"
    elif len({*told}) == 1:
        yield _never_loaded(at)


def _never_loaded(at: Place) -> str:
    if at.file is not None:
        return f"nothing that can be looked into imported or ran {at.file}"
    return (
        f"nothing that can be looked into imported {at.module} from a source file; "
        "a program that is run as a file is called __main__"
    )
