"""Statements that are so or not so, how far each is from turning, and what it rests on.

Whether a verdict hangs on a difference of one is asked here, for all claims by one rule: no claim
says so of itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HOLDS, PARTLY, NOT, NOT_EXECUTED = (
    "holds",
    "holds partly",
    "does not hold",
    "not executed",
)

#: Printed before the statements of a claim.
RULE = (
    "holds if every statement is so, holds partly if some are, does not hold if none is"
)

#: What a statement rests on, where that is no execution and no count but words that people chose,
#: or where less was executed than the claim says.
OUR_ROW = "how we wrote the row"
NOT_SENT = "a record read from this machine's disk: none was sent"


@dataclass(frozen=True)
class Statement:
    """Whether something is so.

    Attributes
    ----------
    so
        Whether it is.
    margin
        The least difference of the facts that would turn it, in ``unit``; None where there is no
        such figure: a yes or no, or a sentence on every case that has no exception.
    unit
        What is counted, in the singular.
    between
        The figures whose difference that is, or the exceptions, as a reader is told them.
    rests
        What it rests on, where that is neither an execution nor a count, or less than the claim.
    """

    so: bool
    margin: float | None = None
    unit: str = ""
    between: str = ""
    rests: str = ""

    @property
    def close(self) -> bool:
        """Whether a difference of one, or less, would turn it."""
        return self.margin is not None and self.margin <= 1


def more(one: float, other: float, unit: str, *, rests: str = "") -> Statement:
    """One figure is above another.

    >>> more(5, 4, "line").margin, more(4, 4, "line").margin, more(3, 4, "line").margin
    (1, 1, 2)
    """
    so = one > other
    # Of counts, one more than a tie is needed to be above.
    step = 1 if not so and {type(one), type(other)} == {int} else 0
    between = f"{one:g} and {other:g}"
    return Statement(so, round(abs(one - other) + step, 3), unit, between, rests)


def at_least(one: float, other: float, unit: str, *, rests: str = "") -> Statement:
    """One figure is not below another.

    >>> at_least(4, 4, "line").margin, at_least(3, 4, "line").margin
    (1, 1)
    """
    above = more(other, one, unit)
    between = f"{one:g} and {other:g}"
    return Statement(not above.so, above.margin, unit, between, rests)


def none(count: int, unit: str, *, rests: str = "") -> Statement:
    """There is none of something.

    >>> none(0, "line").margin, none(1, "line").margin
    (None, 1)
    """
    if count:
        return Statement(
            so=False, margin=count, unit=unit, between=f"{count}, not 0", rests=rests
        )
    return Statement(so=True, rests=rests)


def every(cases: Mapping[str, bool], unit: str, *, rests: str = "") -> Statement:
    """It is so of every case; what turns it otherwise are the exceptions."""
    exceptions = [name for name, so in cases.items() if not so]
    if not exceptions:
        return Statement(bool(cases), rests=rests)
    return _through(exceptions, unit, so=False, rests=rests)


def some(cases: Mapping[str, bool], unit: str, *, rests: str = "") -> Statement:
    """It is so of some case; what keeps it up are the witnesses."""
    witnesses = [name for name, so in cases.items() if so]
    if not witnesses:
        return Statement(so=False, rests=rests)
    return _through(witnesses, unit, so=True, rests=rests)


def _through(cases: Sequence[str], unit: str, *, so: bool, rests: str) -> Statement:
    """Something is so, or not, through these cases: without them it would turn."""
    return Statement(so, len(cases), unit, ", ".join(cases), rests)


def verdict(statements: Mapping[str, Statement]) -> str:
    """Return the verdict on a claim; pure.

    It *holds* if every statement is so, *holds partly* if some are, *does not hold* if none is.

    Raises
    ------
    ValueError
        Without any statement there is nothing to judge.
    """
    if not statements:
        raise ValueError("a claim without statements cannot be judged")
    so = [each.so for each in statements.values()]
    if all(so):
        return HOLDS
    return PARTLY if any(so) else NOT


def hangs(statements: Mapping[str, Statement]) -> dict[str, str]:
    """Return each statement on which the verdict hangs by little, with that little; pure.

    The verdict *hangs* on a statement if it would be another one were that statement otherwise,
    and the statement turns with a difference of one, or rests on something (``rests``).
    """
    given = verdict(statements)
    found = {}
    for text, each in statements.items():
        if not each.close and not each.rests:
            continue
        if verdict({**statements, text: Statement(not each.so)}) != given:
            little = [by(each.margin, each.unit)] if each.close else []
            found[text] = ", ".join([*little, *filter(None, [each.rests])])
    return found


def by(margin: float | None, unit: str) -> str:
    """Return a margin in words.

    >>> by(1, "cell"), by(2, "cell"), by(0.5, "MiB")
    ('one cell', '2 cells', '0.5 MiB')
    """
    if margin == 1:
        return f"one {unit}"
    return (
        f"{margin:g} {unit}"
        if unit[:1].isupper() or unit == "ms"
        else f"{margin:g} {unit}s"
    )


def basis(each: Statement) -> str:
    """Return by how much a statement is so or not, and what it rests on; or nothing."""
    told = []
    if each.margin is not None:
        told.append(f"by {by(each.margin, each.unit)}: {each.between}")
    if each.rests:
        told.append(f"rests on {each.rests}")
    return "; ".join(told)
