"""What is typed, and what arrived."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from configbench.audit.model.targets import Leaves
from configbench.values import Typed


class Act(StrEnum):
    """What a try does."""

    NOTHING = "nothing"
    VALUE = "value"
    BARE = "bare"
    OFF = "off"
    MISSPELT = "misspelt"
    CASE = "case"
    DASH = "dash"
    REPEATED = "repeated"
    SWALLOW = "swallow"
    LEFTOVER = "leftover"
    OTHER_COMMAND = "other-command"
    ABBREVIATED = "abbreviated"
    PAIR = "pair"
    HELP = "help"
    LAUNCHER = "launcher"
    #: A value stands in a file, in the place of the one that stands there.
    FILE_VALUE = "file-value"
    #: The same, and nobody is sure what was meant.
    FILE_DOUBT = "file-doubt"
    #: A value stands in a file, in the place of a section.
    FILE_SCALAR = "file-scalar"
    #: A key of a file is misspelt.
    FILE_NAME = "file-name"
    #: A key stands there that belongs to nothing, with a section below it.
    FILE_SECTION = "file-section"
    #: A key stands there twice.
    FILE_TWICE = "file-twice"
    #: A value stands in a file, and another one is typed, or in the environment.
    FILE_AND_WORDS = "file-and-words"
    #: The program runs on until it has saved something, from which it is restored.
    SAVED = "saved"
    #: The same, with a secret among its words; nothing is restored.
    SECRET = "secret"  # noqa: S105  no password
    #: Saved in the program's environment and restored in the other one; the other way round.
    READ_THERE = "read-there"
    READ_HERE = "read-here"


#: What is done to a file that the program reads.
FILES: Final = (
    Act.FILE_VALUE,
    Act.FILE_DOUBT,
    Act.FILE_SCALAR,
    Act.FILE_NAME,
    Act.FILE_SECTION,
    Act.FILE_TWICE,
    Act.FILE_AND_WORDS,
)

#: What goes on behind the place until something is saved.
TRIPS: Final = (Act.SAVED, Act.SECRET, Act.READ_THERE, Act.READ_HERE)

#: Those that save in one environment and restore in another.
CROSSED: Final = (Act.READ_THERE, Act.READ_HERE)


class Must(StrEnum):
    """What has to become of what is typed."""

    #: It arrives, as the value that is meant.
    ACCEPT = "accept"
    #: The program refuses it.
    REJECT = "reject"
    #: Either: it is refused, or it arrives as the value that is meant.
    MEAN = "mean"
    #: Nothing is asked; what becomes of it is told.
    TELL = "tell"


@dataclass(frozen=True)
class Expected:
    """What has to become of a try.

    Attributes
    ----------
    must
        The demand.
    values
        Any of these may arrive, compared by value: a list with a tuple, 1 with 1.0, a path with its
        text; empty where it is to be refused.
    text
        In words, for people: ``False, or a refusal``.
    others
        Of a try of several settings: what may arrive as those behind the first, by name.
    """

    must: Must
    values: tuple[Typed, ...] = ()
    text: str = ""
    others: Mapping[str, tuple[Typed, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Edited:
    """A file as it is in one try.

    Attributes
    ----------
    path
        Absolute, without links.
    text
        All that it holds.
    line
        Of what is other, from 1.
    command
        What makes it so, to paste.
    """

    path: str
    text: str
    line: int
    command: str


@dataclass(frozen=True)
class Line:
    """What a run is started with.

    Attributes
    ----------
    words
        All words of the program.
    edited
        Files that are other than they are.
    environ
        Variables beyond those of every run.
    """

    words: tuple[str, ...]
    edited: tuple[Edited, ...] = ()
    environ: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Try:
    """One command line.

    Attributes
    ----------
    act
        What is done.
    settings
        Names of the settings that it is about; none for a leftover word.
    words
        What is appended to the words as given.
    expected
        What has to become of it.
    typed
        The value, as typed; None where there is none.
    why
        Why a person or a tool would type it.
    instead
        All words of the program, where those of the try cannot stand behind those as given: an
        option in front of a subcommand, a word that takes the place of one as given.
    edited
        Files that are other than they are.
    environ
        Variables beyond those of every run, by name.
    """

    act: Act
    settings: tuple[str, ...]
    words: tuple[str, ...]
    expected: Expected
    typed: str | None = None
    why: str = ""
    instead: tuple[str, ...] | None = None
    edited: tuple[Edited, ...] = ()
    environ: tuple[tuple[str, str], ...] = ()

    def started(self, given: tuple[str, ...]) -> Line:
        """Return all that a run of it is started with."""
        return Line(self.line(given), self.edited, self.environ)

    def line(self, given: tuple[str, ...]) -> tuple[str, ...]:
        """Return all words of the program, those as given included."""
        return (*given, *self.words) if self.instead is None else self.instead


@dataclass(frozen=True)
class Saved:
    """A run that went on until it had saved something.

    Attributes
    ----------
    leaves
        What had arrived in it.
    name
        What it saved, relative to its folder; empty for nothing.
    lacking
        Why nothing, in words.
    typed, command
        What saved it and what restored it, to paste; empty if nothing did.
    own
        Names that the words of this command set, or that hold the path of what was saved.
    unstable
        Names that were other when the same words were typed once more, behind it.
    landed
        Files in which a secret stands that was typed.
    """

    leaves: Leaves
    name: str = ""
    lacking: str = ""
    typed: str = ""
    command: str = ""
    own: frozenset[str] = frozenset()
    unstable: frozenset[str] = frozenset()
    landed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrived:
    """What became of a try.

    Attributes
    ----------
    reached
        Whether the place was reached.
    leaves
        What was there; empty if it was not reached.
    left
        Words that a parser handed back as not its own; None where it does not tell.
    exit
        Exit code, negative for a signal, None if it could not be started.  Of a run that was ended
        at the place it says nothing, and is 0.
    exceeded
        The limit that ended it, in the words of :class:`configbench.process.Finished`.
    stdout, stderr
        What it printed, cut.
    written
        Files of its folder that it made or changed before it ended, relative; no ``__pycache__``.
    seconds
        From its start.
    fresh
        Whether it was a process of its own, and no fork.
    saved
        Of a run that was restored, the one from which it was; of a run that saved, itself.
    other
        What became of the same words in the other environment, where there is one.
    """

    reached: bool
    leaves: Leaves
    left: tuple[str, ...] | None
    exit: int | None
    exceeded: str | None
    stdout: str
    stderr: str
    written: tuple[str, ...] = ()
    seconds: float = 0.0
    fresh: bool = False
    saved: Saved | None = None
    other: "Arrived | None" = None

    @property
    def refused(self) -> bool:
        """Whether it ended by itself, not having come to the place, with a code that says so."""
        return not self.reached and not self.exceeded and bool(self.exit)
