"""Small programs of a library: command lines in the docstring, and what must become of each.

They are ordinary programs, as the library's documentation has them, with a function ``train``; the
look tells what arrives there, by value and type, and where that cannot tell, what they print does.
"""

import ast
import re
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import running
from benchmarks.environments import Environment
from benchmarks.environments.building import Builder, build
from benchmarks.nursery import NURSERY
from benchmarks.texts import plain
from configbench.errors import UserError
from configbench.looking import Look, Then
from configbench.places import Place
from configbench.process import Command, Finished, run
from configbench.values import show
from configbench.workplace import Workplace

#: Where every program is looked at.
FUNCTION = "train"

#: In what is to be printed: anything, in the same line.
GAP = " … "

#: The types of a program that is looked at go by their own names.
_OWN = "__main__."


# -- what is wanted -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What must become of a command line: all that is given.

    Attributes
    ----------
    arrives
        The values that reach the program, as Python writes them; of several, any will do.
    each
        The same of several runs, in any order.
    refused
        It ends with an error before anything reaches the program.
    prints
        What a line of its output has; `` … `` stands for anything.
    lacks
        What no line of its output has, though it ends well.
    """

    arrives: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    refused: bool = False
    prints: str = ""
    lacks: str = ""

    def __post_init__(self) -> None:
        """Refuse what wants nothing, or what cannot be."""
        if not self.told() or (self.refused and len(self.told()) > 1):
            raise ValueError(
                f"expected refused, or of arrives, each, prints and lacks one: {self!r}"
            )

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> "Wanted":
        """Return what a table of a TOML file wants, in which one text stands for a list of one."""
        lists = {
            key: (value,) if isinstance(value, str) else (*value,)
            for key, value in stated.items()
            if key in {"arrives", "each"}
        }
        return cls(**{**stated, **lists})

    def told(self) -> list[str]:
        """Return as a reader is told of each thing that is wanted."""
        told = {
            "arrives": " or ".join(self.arrives),
            "arrives in runs": " and ".join(self.each),
            "refused": "refused" if self.refused else "",
            "prints": self.prints,
            "lacks": self.lacks,
        }
        return [
            text if key == "refused" else f"{key} {text}"
            for key, text in told.items()
            if text
        ]

    def __str__(self) -> str:
        """Print as a reader is told of it."""
        return ", ".join(self.told())


@dataclass(frozen=True)
class Seen:
    """What a command line did.

    Attributes
    ----------
    arrived
        What reached the program each time that it was reached, as Python writes it.
    exit
        Its exit code; None where it did not end by itself.
    output
        What it printed.
    """

    arrived: tuple[str, ...]
    exit: int | None
    output: str


def met(wanted: Wanted, seen: Seen) -> bool:
    """Whether what must become of a command line has.

    >>> met(Wanted(arrives=("x=2",)), Seen(("x='2'",), 0, ""))
    False
    >>> met(Wanted(refused=True), Seen((), 2, "invalid int value"))
    True
    """
    if wanted.refused:
        return not seen.arrived and seen.exit not in {0, None}
    so = [seen.exit == 0 or not wanted.lacks]
    if wanted.arrives:
        so.append(len(seen.arrived) == 1 and seen.arrived[0] in wanted.arrives)
    if wanted.each:
        so.append(Counter(seen.arrived) == Counter(wanted.each))
    if wanted.prints:
        so.append(_has(seen.output, wanted.prints))
    if wanted.lacks:
        so.append(not _has(seen.output, wanted.lacks))
    return all(so)


def _has(output: str, pattern: str) -> bool:
    """Whether one line has these parts behind each other.

    >>> _has("│ --x  INTEGER  velocity [default: 1] │", "--x … velocity")
    True
    """
    wanted = ".*".join(map(re.escape, pattern.split(GAP)))
    return any(re.search(wanted, line) for line in output.splitlines())


# -- what is typed --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A command line of a program's docstring: ``NAME=VALUE … python FILE WORDS…``."""

    text: str
    words: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


def ways(folder: Path, name: str) -> list[Path]:
    """Return the programs that try one thing, the plain one first: ``NAME.py``, ``NAME_2.py``."""
    return [*folder.glob(f"{name}.py"), *sorted(folder.glob(f"{name}_[0-9].py"))]


def usage(program: Path) -> list[Line]:
    """Return the command lines in a program's docstring.

    Raises
    ------
    UserError
        If there is none.
    """
    told = ast.get_docstring(ast.parse(program.read_text(encoding="utf-8"))) or ""
    lines = [line.strip() for line in told.splitlines()]
    found = [*filter(None, (_line(program.name, line) for line in lines))]
    if not found:
        raise UserError(
            f"{program}: no line of its docstring begins with `python {program.name}`"
        )
    return found


def _line(name: str, text: str) -> Line | None:
    try:
        words = shlex.split(text)
    except ValueError:  # prose may have an apostrophe
        return None
    assigned = {}
    while words and (found := re.fullmatch(r"(\w+)=(.*)", words[0], re.DOTALL)):
        assigned[found[1]] = found[2]
        del words[0]
    return (
        Line(text, (*words[2:],), assigned) if words[:2] == ["python", name] else None
    )


# -- what becomes of it ---------------------------------------------------------------------------


def came(
    environment: Environment,
    program: Path,
    argv: Sequence[str],
    place: Workplace,
    cwd: Path,
    variables: Mapping[str, str] | None = None,
    *,
    every: bool = False,
) -> tuple[tuple[str, ...], Finished]:
    """Run a program of a library up to its function.

    Parameters
    ----------
    environment
        Where the library is; it is built if it is not there.
    program
        A program from which is learned what such programs import.
    argv
        What is typed.
    place, cwd
        The folders of the run, and the one that it is typed in.
    variables
        Of its environment, beside the usual.
    every
        Whether it goes on behind the function, which may be reached again.

    Returns
    -------
    tuple
        What the function's arguments were, each time that it was reached, as Python writes them;
        and how the program ended.

    Raises
    ------
    UnmeasuredError
        If its environment is not there.
    """
    binaries = binaries_of(environment)
    file = place.base / "look.jsonl"
    at = Place(module="__main__", function=FUNCTION)
    then = Then.EVERY if every else Then.END
    environ = {**(variables or {}), **Look(at, file, then).environ()}
    command = Command((*argv,), place, environ=environ, binaries=binaries, cwd=cwd)
    done = run(command, NURSERY.small(environment, program, FUNCTION))
    records = running.records_in(file, cut=not done.ended_by_itself)
    found = tuple(
        ", ".join(f"{name}={show(each, _OWN)}" for name, each in values.items())
        for values in records
    )
    return found, done


def binaries_of(environment: Environment) -> Path:
    """Return the folder of an environment's interpreter, which is built if it is not there."""
    build([environment], Builder())
    environment.require()
    return environment.binaries


def seen(arrived: tuple[str, ...], done: Finished) -> Seen:
    """Return what a command line did."""
    return Seen(arrived, done.exit, plain(f"{done.stdout}\n{done.stderr}"))
