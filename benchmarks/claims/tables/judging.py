"""What a library says of itself and of others, judged by what its programs did; pure.

A page says of a library that it has something, or that it has not.  What is so is asked of
*trials*: a program and command lines, each with what must become of it.  A page that denies what
no trial shows is right, and so is one that grants what all show.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from benchmarks.claims.statements import Statement, verdict

#: Printed before the statements of a table.
RULE = (
    "what a page grants holds if every trial shows it, holds partly if some do, does not hold if "
    "none does; of what it denies the opposite; a trial may be tried in several ways, and one will "
    "do"
)


class Says(StrEnum):
    """What a page says of a library and one thing."""

    YES = "yes"
    NO = "no"


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
