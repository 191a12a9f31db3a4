"""What a rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts

#: Facts in, observations out; nothing is run or read.
Judge = Callable[[Facts], Iterator[Observation]]


@dataclass(frozen=True)
class Rule:
    """One thing that must not happen.

    Attributes
    ----------
    id
        ``CB101``: stable.  Errors begin with 1, warnings with 2, notes with 3; what is an error
        between two environments with 4.
    severity
        How bad it is.
    title
        What happens, in a few words, without a full stop.
    judge
        Who sees it.
    between
        Whether two environments are compared, and no fault of one is told.
    """

    id: str
    severity: Severity
    title: str
    judge: Judge
    between: bool = False
