"""The nouns of a lint."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from configbench.audit.model import Severity
from configbench.audit.rules import BY_ID

#: What stands in the text of an edit for the name of the converter.
CONVERTER: Final = "\0"


@dataclass(frozen=True, order=True)
class Edit:
    """A piece of a text, and what takes its place.

    Attributes
    ----------
    first, last
        From the first character to before the last one; the same where nothing is taken away.
    text
        What comes there.
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Found:
    """What breaks a rule.

    Attributes
    ----------
    rule
        Its id, ``CB101``.
    file
        As it was given, or was found in a folder that was.
    line, column
        From 1, in characters.
    says
        A sentence without a full stop.
    cause
        As of the audit's findings: neither line nor words.
    settings
        Which are concerned; none where it is of the whole program.
    mend
        Changes that are safe: words that did what they say go on doing so.
    confirm
        The command that shows it by running the program; empty if none is known.
    """

    rule: str
    file: Path
    line: int
    column: int
    says: str
    cause: str
    settings: tuple[str, ...] = ()
    mend: tuple[Edit, ...] = ()
    confirm: str = ""

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return BY_ID[self.rule].severity
