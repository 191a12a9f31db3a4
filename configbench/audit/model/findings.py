"""What is found: in one try, in all of one fault, in one program, in many."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from configbench.audit.model.targets import Setting, Target
from configbench.audit.model.tries import Arrived, Try
from configbench.severities import Severity


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
