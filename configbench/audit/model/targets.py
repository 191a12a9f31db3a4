"""The program: where it is looked at, what its parser tells, which settings it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from configbench.audit.model.requests import Template, Wanted
from configbench.values import Typed

#: What arrived, by dotted name: only what holds nothing else, and lists, tuples, sets as one.
Leaves = Mapping[str, Typed]


class How(StrEnum):
    """How a place is come to."""

    #: A parser returns into FILE:LINE.
    RETURNED = "returned"
    #: FILE:FUNCTION is entered, by a library that calls it.
    ENTERED = "entered"
    #: ``--at``, or a line behind words that are read by hand.
    PLANTED = "planted"


@dataclass(frozen=True)
class Spot:
    """A place in the program, where a try ends.

    Attributes
    ----------
    how, at
        ``/FILE:LINE``, ``/FILE:FUNCTION`` or ``MODULE:FUNCTION``.
    parser
        What has returned or called, ``argparse.ArgumentParser.parse_args``; empty for ``--at``.
    goes_on
        Whether the function returns None there and the program goes on, for its library refuses
        words only after the call (Fire).
    only
        At a planted place, the variables that may be settings; empty for all.
    whole
        Names of dictionaries that are leaves as they are, for an option sets them as one.
    in_full
        Whether leaves are named in full there, behind the name of their variable: several may hold
        the same names, and then another.
    """

    how: How
    at: str
    parser: str = ""
    goes_on: bool = False
    only: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    in_full: bool = False


@dataclass(frozen=True)
class Candidate:
    """A place that could have been chosen, and why it was or was not, in a few words."""

    spot: Spot
    chosen: bool
    why: str


@dataclass(frozen=True)
class Option:
    """What a parser, or a library's own description, tells of one setting.

    Attributes
    ----------
    leaf
        The dotted name of what it sets, as in the leaves.
    valued
        Templates that take a value, the plainest first: ``(("--lr", "{}"), ("--lr={}",))``; of a
        positional word ``(("{}",),)``.
    on, off
        Words that turn a flag on and off, without a value; empty where there are none.
    least, most
        How many words it takes behind its name; no ``most`` for any number.
    type
        The dotted name of what the parser converts with, ``builtins.float``, ``__main__.str2bool``;
        empty for none.
    annotation
        A type hint, as Python writes it: ``float | None``, ``list[int]``; empty for none.
    choices
        As they are typed; empty for none.
    default
        What it is if nothing is typed, as the parser says.
    required, positional, repeatable
        Whether it must be typed; has no name; collects each time (``append``).
    help
        As written.
    where
        ``/FILE:LINE`` of the program that declares it, if known.
    command
        Of which subcommand it is, by the words that choose it.
    adjusted
        The dotted name of what makes another value of it once it is read, as a ``__post_init__``
        or a validator may, or what takes the rest of the words; empty for none.
    """

    leaf: str
    valued: tuple[Template, ...] = ()
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    least: int = 1
    most: int | None = 1
    type: str = ""
    annotation: str = ""
    choices: tuple[str, ...] = ()
    default: Typed | None = None
    required: bool = False
    positional: bool = False
    repeatable: bool = False
    help: str = ""
    where: str = ""
    command: tuple[str, ...] = ()
    adjusted: str = ""


@dataclass(frozen=True)
class Read:
    """A configuration file that the program has opened to read.

    Attributes
    ----------
    file
        Absolute, without links.
    stack
        The program's own lines that stand around it, ``/FILE:LINE``, the innermost first.
    functions
        The functions that these are in, ``<module>`` for a file itself.
    """

    file: Path
    stack: tuple[str, ...]
    functions: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """A program, found.

    Attributes
    ----------
    command
        As it was typed.
    launcher
        The words in front of the program's own that start it; empty without a launcher.
    python
        The program's interpreter.
    entry
        How it is begun behind the interpreter: ``("/abs/train.py",)`` or ``("-m", "pkg.train")``.
    words
        Its own words, as given; what is tried is appended to them.
    cwd
        Where it runs.
    environ
        Variables that its launcher sets for it.
    spot, candidates
        Where it is looked at, and what else there was.
    options
        What its parser tells; empty where none can be asked.
    grammar
        Of which library these words are: ``argparse``, ``hydra``, ``fire``, ``click`` …; empty if
        that is not known.
    leaves
        What arrived with the words as given, in order.
    modules
        What it had imported there, by name, in the order of their import.
    files
        The program's own source files among these, absolute.
    reads
        Configuration that it had opened to read on its way to the place.
    declared
        At a planted place, what the classes of its values declare, by the names of their fields.
    passed_over
        At a planted place, names of variables that are no leaves, and may hold settings.
    """

    command: tuple[str, ...]
    launcher: tuple[str, ...]
    python: Path
    entry: tuple[str, ...]
    words: tuple[str, ...]
    cwd: Path
    environ: Mapping[str, str]
    spot: Spot
    candidates: tuple[Candidate, ...]
    options: tuple[Option, ...]
    grammar: str
    leaves: Leaves
    modules: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    reads: tuple[Read, ...] = ()
    declared: tuple[Option, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def opened(self) -> tuple[Path, ...]:
        """The program's own source files and its configuration, each once."""
        return tuple(dict.fromkeys((*self.files, *(each.file for each in self.reads))))

    @property
    def front(self) -> tuple[str, ...]:
        """What stands in front of its own words, as typed: launcher, interpreter, entry."""
        return self.command[: len(self.command) - len(self.words)]


@dataclass(frozen=True)
class Setting:
    """One leaf that can be tried.

    Attributes
    ----------
    name
        Of its leaf.
    wanted
        What it is wanted to be.
    default
        What arrived with the words as given.
    valued, on, off
        How it is spelt, as in :class:`Option`.
    by
        Who says how: ``parser``, ``stated`` or ``trying``; ``file`` if it is not typed.
    option
        What the parser tells of it, if any.
    where
        ``/FILE:LINE`` that declares it, if known.
    file
        Of one that is written into a file, what that is: ``YAML file``.
    """

    name: str
    wanted: Wanted
    default: Typed
    valued: tuple[Template, ...] = ()
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    by: str = "parser"
    option: Option | None = None
    where: str = ""
    file: str = ""
