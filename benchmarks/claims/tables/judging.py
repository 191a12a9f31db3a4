"""What a library says of itself and of others, judged by what its programs did; pure.

A page says of a library that it has something, or that it has not.  What is so is asked of
*trials*: a program and command lines, each with what must become of it.  A page that denies what
no trial shows is right, and so is one that grants what all show.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.claims.statements import Statement, verdict

#: Printed before the statements of a table.
RULE = (
    "what a page grants holds if every trial shows it, holds partly if some do, does not hold if "
    "none does; of what it denies the opposite; a trial may be tried in several ways, and one will "
    "do"
)


#: In what is to be printed: anything, in the same line.
GAP = " … "


class Says(StrEnum):
    """What a page says of a library and one thing."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Wanted:
    """What must become of a command line; one of these.

    Attributes
    ----------
    arrives
        The values that reach the program, as Python writes them; of several, any will do.
    refused
        It ends with an error before anything reaches the program.
    prints
        What a line of its output has; `` … `` stands for anything.
    lacks
        What no line of its output has, though it ends well.
    """

    arrives: tuple[str, ...] = ()
    refused: bool = False
    prints: str = ""
    lacks: str = ""

    def __post_init__(self) -> None:
        """Refuse none and several."""
        if sum(map(bool, (self.arrives, self.refused, self.prints, self.lacks))) != 1:
            raise ValueError(
                f"expected one of arrives, refused, prints and lacks: {self!r}"
            )

    def __str__(self) -> str:
        """Print as a reader is told of it."""
        if self.refused:
            return "refused"
        arrives = " or ".join(self.arrives)
        told = {"arrives": arrives, "prints": self.prints, "lacks": self.lacks}
        return next(f"{key} {text}" for key, text in told.items() if text)


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
    if wanted.arrives:
        return len(seen.arrived) == 1 and seen.arrived[0] in wanted.arrives
    if wanted.refused:
        return not seen.arrived and seen.exit not in {0, None}
    if wanted.prints:
        return _has(seen.output, wanted.prints)
    return seen.exit == 0 and not _has(seen.output, wanted.lacks)


def _has(output: str, pattern: str) -> bool:
    """Whether one line has these parts behind each other.

    >>> _has("│ --x  INTEGER  velocity [default: 1] │", "--x … velocity")
    True
    """
    wanted = ".*".join(map(re.escape, pattern.split(GAP)))
    return any(re.search(wanted, line) for line in output.splitlines())


def shown(ways: Sequence[Sequence[bool]]) -> Statement:
    """Whether a trial shows what it is for: in one way at least, every line as wanted."""
    return Statement(any(bool(lines) and all(lines) for lines in ways))


def judged(says: Says, trials: Mapping[str, Statement]) -> str:
    """Return the verdict on what a page says.

    >>> judged(Says.NO, {"a choice arrives": Statement(so=True)})
    'does not hold'
    """
    if says is Says.YES:
        return verdict(trials)
    return verdict({text: Statement(not each.so) for text, each in trials.items()})
