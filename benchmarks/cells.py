"""The one owner of published cells: a category hands over a case and a judgement.

A judge is pure: facts in, :class:`Judgement` out.  Here a judgement becomes a cell: ``by``,
``cause``, ``detail`` and ``reproduce`` are added, and what contradicts itself is refused as the
fault of ours that it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from benchmarks.errors import (
    NotApplicableError,
    ProgramError,
    RowError,
    UnsupportedError,
    trouble_of,
)
from benchmarks.outcomes import DECLARED, EXPLAINED, Kind, Outcome, Party, Trouble
from benchmarks.registry import UNEXPLAINED
from benchmarks.texts import short
from configbench.errors import UnmeasuredError

Cell = dict[str, Any]

#: Finds the cause of ``category/case`` in what a row declares.
Causes = Callable[[str], str]

#: The case that stands for a whole row which could not be measured.
WHOLE_ROW = "all"

#: Characters that a text in a cell may have.
LONGEST = 4000

#: Facts that only this module writes.
OWN = frozenset(
    {
        *("outcome", "by", "cause", "detail", "reproduce", "arrival", "arrival_cause"),
        *("pieces", "documented", "calls", "core"),
    }
)

#: What may end the measuring of a case, and is a fact of it.
TROUBLES = (
    ProgramError,
    RowError,
    UnmeasuredError,
    UnsupportedError,
    NotApplicableError,
)


class Address(NamedTuple):
    """Where a cell stands: ``overrides/hydra/tuple``."""

    category: str
    row: str
    case: str

    def __str__(self) -> str:
        """Print as ``reproduce`` takes it; what stands for a whole row has no case."""
        return "/".join(self if self.case != WHOLE_ROW else self[:2])

    @property
    def reproduce(self) -> str:
        """The command that measures this cell afresh."""
        return f"python -m benchmarks reproduce {self}"


@dataclass(frozen=True)
class Case:
    """One question of a category; categories add what they need.

    ``intent`` says in one line, in no library's words, what is wanted.
    """

    name: str
    kind: Kind = Kind.REQUEST
    intent: str = ""

    @property
    def wrong(self) -> Outcome:
        """What it is called if something runs that should not have."""
        mistake = self.kind is Kind.MISTAKE
        return Outcome.ACCEPTED if mistake else Outcome.WRONG_VALUE


@dataclass(frozen=True)
class Judgement:
    """An outcome and the sentence that explains it.

    Attributes
    ----------
    outcome, detail
        What happened.
    facts
        What else is published of the case.
    by
        Who answers for it, where that is not who answers for the category's cells of the row.
    cause
        An id of ``adapters/causes.toml``, where the case's own words name one.
    gap
        Why it cannot be done, with the page that says so: a declared gap, which was tried.
    lacks
        What a gap is called: not supported, or not used here.
    arrival
        How a value arrived, where that is judged apart from ``outcome``.
    """

    outcome: Outcome
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    by: Party | None = None
    cause: str | None = None
    gap: str | None = None
    lacks: Outcome = Outcome.UNSUPPORTED
    arrival: Outcome | None = None


class CellError(AssertionError):
    """A judgement contradicts itself: a fault of the harness."""


def make(
    address: Address,
    case: Case,
    judged: Judgement,
    causes: Causes,
    reproduce: str = "",
    by: Party = Party.LIBRARY,
) -> Cell:
    """Return the published cell of a case.

    Parameters
    ----------
    address, case, judged
        Where it stands, what was asked, what came of it.
    causes
        Of the row.
    reproduce
        The command that measures it, where that is not the one of its address.
    by
        Who answers for it, where the judgement does not say.

    Raises
    ------
    CellError
        If the judgement contradicts the case or brings facts that are not its own.
    """
    _check(address, case, judged)
    outcome, facts = judged.outcome, dict(judged.facts)
    if judged.gap is not None:
        facts |= {str(judged.lacks): judged.gap, "attempt_outcome": str(outcome)}
        # A declared gap that turns out to work is a false declaration: the cell tells the truth.
        if outcome is Outcome.RIGHT:
            facts["false_declaration"] = True
        else:
            outcome = judged.lacks
    if outcome in EXPLAINED:
        place = f"{address.category}/{address.case}"
        facts["cause"] = judged.cause or causes(place)
    if judged.arrival is not None:
        facts |= _arrival(judged.arrival, causes(f"arrival/{address.case}"))
    return {
        "outcome": str(outcome),
        "by": str(judged.by or by),
        "detail": short(judged.detail, LONGEST),
        "reproduce": reproduce or address.reproduce,
        # Whoever let it pass: who that was is found out later, and may be the program.
        **({"core": True} if judged.by is Party.CORE else {}),
        **{key: _bounded(value) for key, value in facts.items()},
    }


def _bounded(value: Any) -> Any:
    """Return a fact whose texts have the length of a quotation: programs are quoted in it."""
    match value:
        case str():
            return short(value, LONGEST)
        case Mapping():
            return {key: _bounded(each) for key, each in value.items()}
        case list():
            return [_bounded(each) for each in value]
        case tuple():
            return tuple(_bounded(each) for each in value)
    return value


def _check(address: Address, case: Case, judged: Judgement) -> None:
    if foreign := OWN & judged.facts.keys():
        raise CellError(f"{address}: a category may not tell {min(foreign)} itself")
    never = {
        Kind.REQUEST: {Outcome.ACCEPTED},
        Kind.MISTAKE: {Outcome.WRONG_VALUE, Outcome.REJECTED, Outcome.TYPE_CHANGED},
    }
    if judged.outcome in DECLARED:
        raise CellError(f"{address}: only what was tried can be {judged.outcome}")
    if judged.outcome in never.get(case.kind, ()):
        raise CellError(f"{address}: a {case.kind} cannot be {judged.outcome}")


def _arrival(arrival: Outcome, cause: str) -> dict[str, str]:
    facts = {"arrival": str(arrival)}
    # A refusal speaks for itself, and needs no cause; where there is one, it is told.
    told = arrival is Outcome.REJECTED and cause != UNEXPLAINED
    if told or arrival in EXPLAINED:
        facts["arrival_cause"] = cause
    return facts


def troubled(error: Exception) -> Judgement:
    """Return the judgement of a case that ended in one of :data:`TROUBLES`; pure.

    Raises
    ------
    TypeError
        For any other error: that is a fault of ours, and must not become a fact.
    """
    sentence = str(error)
    match error:
        case UnsupportedError():
            # That there is no way takes more than a row's word for it: benchmarks.gaps.
            return unmeasured(sentence, Trouble.MISSING)
        case NotApplicableError():
            return Judgement(Outcome.NOT_APPLICABLE, sentence)
        case ProgramError(outcome=outcome):
            return Judgement(outcome, sentence)
        case RowError() | UnmeasuredError():
            return unmeasured(sentence, trouble_of(error))
    raise TypeError(f"{error!r} is no fact about a program") from error


def unmeasured(sentence: str, trouble: Trouble) -> Judgement:
    """Return the judgement of what nobody knows, with the reason."""
    return Judgement(Outcome.UNMEASURED, sentence, {"trouble": str(trouble)})
