"""What is asked for, and what a setting is wanted to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

#: Words of a command line in which ``{}`` stands for the value: ``("--lr", "{}")``.
Template = tuple[str, ...]


class Kind(StrEnum):
    """What a setting is wanted to be."""

    INT = "int"
    FLOAT = "float"
    #: What a numeric default alone says: a number, and not which.
    NUMBER = "number"
    BOOL = "bool"
    STR = "str"
    PATH = "path"
    CHOICE = "choice"
    LIST = "list"
    TUPLE = "tuple"
    DICT = "dict"
    #: Nothing says it; it is not guessed.
    UNKNOWN = "unknown"


#: Those that have an order, and bounds.
NUMBERS: Final = (Kind.INT, Kind.FLOAT, Kind.NUMBER)


class Said(StrEnum):
    """Who says what a setting is wanted to be; the first of these wins."""

    STATED = "stated"
    PARSER = "parser"
    ANNOTATION = "annotation"
    CHOICES = "choices"
    DEFAULT = "default"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Wanted:
    """What a setting is wanted to be.

    Attributes
    ----------
    kind, said
        And who says so.
    items
        Of a list its one kind of item, of a tuple each item's; none where that is not known.
    choices
        As they are typed.
    optional
        Whether None may be asked for.
    least, most
        Bounds that were stated.
    """

    kind: Kind = Kind.UNKNOWN
    said: Said = Said.NOBODY
    items: tuple["Wanted", ...] = ()
    choices: tuple[str, ...] = ()
    optional: bool = False
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Narrowed:
    """What ``[tool.configbench.settings.NAME]`` of ``pyproject.toml`` states."""

    kind: Kind | None = None
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    optional: bool | None = None


@dataclass(frozen=True)
class Request:
    """What a user asks for.

    Attributes
    ----------
    command
        The words behind ``--``.
    cwd
        Where they are typed.
    at
        A place that overrules the one that would be found.
    templates
        How settings are spelt, stated by ``--set NAME=TEMPLATE``: the words of each.
    narrowed
        What ``pyproject.toml`` states of settings.
    seed, jobs, more
        Of what is drawn; how many tries at a time; whether it is searched further.
    max_time, time_limit
        Seconds for all, if limited, and for each run.
    in_place, allow_network, keep_home
        What is given up of harmlessness.
    environ, passed
        Variables that are set, and names of those of this process that are handed on; without any
        of these all are handed on.
    fresh
        Whether the fork server is done without.
    every
        Whether what became of each try is told, too.
    saves, restore
        What the files are called that a run saves, relative to its folder; the words of the command
        that restores one, in which ``{saved}`` is its path.  Empty for neither.
    other
        The interpreter of another environment, in which the same is tried; None for no other.
    files
        Whether what stands in the files that it reads is changed, too.
    """

    command: tuple[str, ...]
    cwd: Path
    at: str | None = None
    templates: Mapping[str, Template] = field(default_factory=dict)
    narrowed: Mapping[str, Narrowed] = field(default_factory=dict)
    seed: int = 0
    jobs: int = 0
    more: bool = False
    max_time: float | None = None
    time_limit: float = 60.0
    in_place: bool = False
    allow_network: bool = False
    keep_home: bool = False
    environ: Mapping[str, str] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    fresh: bool = False
    every: bool = False
    saves: str = ""
    restore: tuple[str, ...] = ()
    other: Path | None = None
    files: bool = True
