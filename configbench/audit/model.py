"""The nouns of an audit: what is asked for, looked at, typed, what arrived, what is found.

Data alone, and no job.  Who makes what: :mod:`.target` a :class:`Target`, :mod:`.planning` the
:class:`Setting` and the :class:`Try`, :mod:`.engine` the :class:`Arrived`,
:mod:`.rules` each :class:`Observation`, :mod:`.grouping` the :class:`Finding`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from configbench.audit.severities import Severity as Severity  # noqa: PLC0414  for all others
from configbench.values import Typed

#: What arrived, by dotted name: only what holds nothing else, and lists, tuples, sets as one.
Leaves = Mapping[str, Typed]

#: Words of a command line in which ``{}`` stands for the value: ``("--lr", "{}")``.
Template = tuple[str, ...]


# -- what is asked for ----------------------------------------------------------------------------


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


# -- the program ----------------------------------------------------------------------------------


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
    """

    how: How
    at: str
    parser: str = ""
    goes_on: bool = False
    only: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


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
        Who says how: ``parser``, ``stated`` or ``trying``.
    option
        What the parser tells of it, if any.
    where
        ``/FILE:LINE`` that declares it, if known.
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


# -- what is typed --------------------------------------------------------------------------------


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
    #: The program runs on until it has saved something, from which it is restored.
    SAVED = "saved"
    #: The same, with a secret among its words; nothing is restored.
    SECRET = "secret"  # noqa: S105  no password


#: What goes on behind the place until something is saved.
TRIPS: Final = (Act.SAVED, Act.SECRET)


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
    """

    act: Act
    settings: tuple[str, ...]
    words: tuple[str, ...]
    expected: Expected
    typed: str | None = None
    why: str = ""
    instead: tuple[str, ...] | None = None

    def line(self, given: tuple[str, ...]) -> tuple[str, ...]:
        """Return all words of the program, those as given included."""
        return (*given, *self.words) if self.instead is None else self.instead


# -- what arrived ---------------------------------------------------------------------------------


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
    command
        What restored it, to paste; empty if nothing did.
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

    @property
    def refused(self) -> bool:
        """Whether it ended by itself, not having come to the place, with a code that says so."""
        return not self.reached and not self.exceeded and bool(self.exit)


# -- what is found --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Observation:
    """One rule broken by one try, or by what is known of one setting.

    Attributes
    ----------
    rule
        Its id, ``CB101``.
    settings
        Which are concerned.
    cause
        What those of one finding have in common: ``type=bool``; findings are a rule and a cause.
    expected, arrived
        In words and values, for people.
    tried, became
        The try and what became of it; None where the source alone tells.
    says
        A sentence that says what happens.
    where
        ``/FILE:LINE`` of the program that does it, if known.
    """

    rule: str
    settings: tuple[str, ...]
    cause: str
    expected: str
    arrived: str
    tried: Try | None = None
    became: Arrived | None = None
    says: str = ""
    where: str = ""


@dataclass(frozen=True)
class Example:
    """The plainest command that shows a finding at one of its settings.

    Attributes
    ----------
    settings
        Which: none of what concerns the whole program, two of what is typed together.
    command
        To paste; as it was typed, where the source alone tells.
    words, expected, arrived, exit, where
        As in :class:`Finding`.
    """

    settings: tuple[str, ...]
    words: tuple[str, ...]
    command: str
    expected: str
    arrived: str
    exit: int | None
    where: str


@dataclass(frozen=True)
class Finding:
    """Observations of one rule and one cause, confirmed.

    Attributes
    ----------
    rule, severity
        Which, and how bad.
    settings
        All that are concerned.
    words
        Of the example: what is appended to the words as given.
    expected, arrived, exit
        Of the example.
    says, where
        As in :class:`Observation`.
    command
        The example, to paste.
    confirmed
        How many settings were tried again in a fresh process with this outcome, and of how many.
    cause
        As in :class:`Observation`: neither line nor words, so that what is moved is not new.
    drawn
        Which of the settings a draw has chosen from others that are alike: with one setting more
        it may choose others.
    examples
        One of each setting, the one that is shown first.
    """

    rule: str
    severity: Severity
    settings: tuple[str, ...]
    words: tuple[str, ...]
    expected: str
    arrived: str
    exit: int | None
    says: str
    where: str
    command: str
    confirmed: tuple[int, int]
    cause: str = ""
    drawn: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def shows(self) -> str:
        """The command, if it shows the finding: what the source alone tells, none does."""
        return self.command if self.words or self.confirmed[1] else ""

    def shown_by(self, example: Example) -> Self:
        """Return it with one of its examples in the place of the one that is shown."""
        return replace(
            self,
            words=example.words,
            expected=example.expected,
            arrived=example.arrived,
            exit=example.exit,
            where=example.where,
            command=example.command,
        )


@dataclass(frozen=True)
class Accepted:
    """A finding that somebody lives with: told apart, and never a failure.

    Attributes
    ----------
    finding
        With the settings that are accepted, and no others.
    by
        Where that is said: ``baseline.json``, ``pyproject.toml``, ``/FILE:LINE`` of a comment.
    reason
        As it was written; empty for a baseline.
    """

    finding: Finding
    by: str
    reason: str = ""

    @property
    def why(self) -> str:
        """Where that is said, and what: ``pyproject.toml: old scripts type it``."""
        return ": ".join(part for part in (self.by, self.reason) if part)


#: What has ended an audit that somebody has interrupted.
CTRL_C: Final = "Ctrl-C"


@dataclass(frozen=True)
class Audit:
    """All that an audit has found.

    Attributes
    ----------
    target
        The program.
    settings
        What was tried.
    tries, seconds
        How many command lines, and how long it all took.
    not_settable
        Settings without a spelling, by name.
    ignored
        Settings that were left out, each with why.
    findings
        Worst first.
    notes
        What a user must know of how it was looked, in sentences.
    clean
        By severity: how many rules were asked and found nothing.
    ended
        What ended it early (``--max-time``, Ctrl-C), empty for nothing.
    planned
        How many command lines were to be typed, where it ended early.
    ran
        Where the program ran: ``overlay``, ``copy`` or ``in place``; empty if that is not told.
    results
        Each try, and what became of it, where that was asked for; the same try may come again.
    accepted
        What was found, too, and somebody lives with.
    unconfirmed
        What was seen and not found, for no fresh process has shown it: rule, setting, cause each.
    asked
        Ids of the rules that were asked, in their order; empty if that is not told.
    """

    target: Target
    settings: tuple[Setting, ...]
    tries: int
    seconds: float
    not_settable: tuple[str, ...]
    ignored: Mapping[str, str]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    clean: Mapping[Severity, int] = field(default_factory=dict)
    ended: str = ""
    planned: int = 0
    ran: str = ""
    results: tuple[tuple[Try, Arrived], ...] = ()
    accepted: tuple[Accepted, ...] = ()
    unconfirmed: tuple[tuple[str, str, str], ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """How many command lines were not typed any more."""
        return max(self.planned - self.tries, 0)


@dataclass(frozen=True)
class Audited:
    """One program of one or many, and what came of it.

    Attributes
    ----------
    name
        As it is stated in ``pyproject.toml``; empty for the one of the command line.
    audit
        What was found; None if it could not be looked at.
    trouble
        Why not, in one sentence.
    cached
        Whether it was found earlier, and nothing has changed since.
    trend
        How many findings more or fewer than the last time, by rule; nothing if there are as many,
        or nobody knows.
    """

    name: str
    audit: Audit | None
    trouble: str = ""
    cached: bool = False
    trend: Mapping[str, int] = field(default_factory=dict)
