"""What has to become of a word that is typed for a setting: the one place that demands anything.

A demand is made only of what is declared (:data:`.wanted.DECLARED`).  Of what a default alone
suggests no word is nonsense, and none must be taken: refused, or what is meant, is right.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from configbench.audit.model import NUMBERS, Expected, Kind, Must, Wanted
from configbench.audit.planning.wanted import UNKNOWN, is_declared
from configbench.audit.truths import FALSE, NONE, TRUE
from configbench.inside.typed import typed
from configbench.values import Typed, same_value, show

_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
#: What some read as a number and some do not: nobody is wrong.
_DOUBTFUL = re.compile(
    r"[+-]?(nan|inf|infinity|\.nan|\.inf|0[0-9_]+|0[xob][0-9a-f_]+|[0-9_]+)",
    re.IGNORECASE,
)
#: What grammars that read values give a meaning: escapes, names of other settings.
_SPECIAL: Final = frozenset("\\$")
#: Quotes that a grammar takes off.
_QUOTED = re.compile(r"(['\"])(.*)\1", re.DOTALL)

TELL = Expected(Must.TELL, text="anything: it is told")
REFUSED = Expected(Must.REJECT, text="a refusal")


def demanded(
    wanted: Wanted, text: str, *, sure: bool = False, reads: bool = False
) -> Expected:
    """Return what has to become of a word.

    Parameters
    ----------
    wanted
        What the setting is wanted to be.
    text
        The word.
    sure
        Whether nobody can have a reason to refuse it, as a value beside the default.
    reads
        Whether the grammar reads values itself, quotes included.
    """
    if wanted.optional and text.lower() in NONE:
        also = (text,) if wanted.kind in {Kind.STR, Kind.PATH} else ()
        return either(None, *also)
    if wanted.kind in NUMBERS:
        found = _number(wanted, text)
    elif wanted.kind is Kind.BOOL:
        found = _bool(wanted, text)
    elif wanted.kind is Kind.CHOICE:
        found = _choice(wanted, text)
    elif wanted.kind is Kind.PATH and text.lower() in NONE:
        found = TELL
    elif wanted.kind in {Kind.STR, Kind.PATH}:
        found = _text(text, reads=reads)
    else:
        found = TELL
    return accepted(found) if sure and is_declared(wanted) else found


def several(wanted: Wanted, texts: Sequence[str], *, sure: bool = False) -> Expected:
    """Return what has to become of words that are the items of a list or a tuple."""
    each = [
        demanded(item, text)
        for item, text in zip(items(wanted, len(texts)), texts, strict=True)
    ]
    if any(one.must is Must.REJECT for one in each):
        return REFUSED
    if any(one.must is Must.TELL or not one.values for one in each):
        return TELL
    found = _mean([{"t": "list", "v": [one.values[0] for one in each]}])
    return accepted(found) if sure and is_declared(wanted) else found


def unread(wanted: Wanted, text: str) -> list[Typed]:
    """Return what a word may be that holds a list, if its items are text.

    No parser has read it then, or one whose lists are split at commas alone: to that, a bracket is
    a letter like any other.
    """
    if any(item.kind not in {Kind.STR, Kind.PATH} for item in wanted.items):
        return []
    parts = text.split(",")
    stripped = [part.strip() for part in parts]
    return [typed([text]), typed(text), typed(parts), typed(stripped)]


def items(wanted: Wanted, number: int) -> list[Wanted]:
    """Return what each of so many items is wanted to be."""
    if wanted.kind is Kind.TUPLE and len(wanted.items) == number:
        return list(wanted.items)
    item = wanted.items[0] if wanted.items and wanted.kind is Kind.LIST else UNKNOWN
    return [replace(item, least=wanted.least, most=wanted.most)] * number


def either(*values: object) -> Expected:
    """Return the demand that it is refused, or arrives as one of some values."""
    return _mean([typed(value) for value in values])


def accepted(expected: Expected) -> Expected:
    """Return a demand as one that must be met, where it may have been refused."""
    if expected.must is not Must.MEAN:
        return expected
    return replace(expected, must=Must.ACCEPT, text=_or(expected.values))


def collected(expected: Expected, *others: Iterable[Typed]) -> Expected:
    """Return a demand that other values fulfil, too."""
    if expected.must not in {Must.MEAN, Must.ACCEPT} or not expected.values:
        return expected
    more = (value for values in others for value in values)
    return replace(expected, values=_distinct([*expected.values, *more]))


def _mean(values: Sequence[Typed]) -> Expected:
    values = _distinct(values)
    return Expected(Must.MEAN, values, f"{_or(values)}, or a refusal")


def _or(values: Sequence[Typed]) -> str:
    return " or ".join(dict.fromkeys(map(show, values)))


def _distinct(values: Sequence[Typed]) -> tuple[Typed, ...]:
    found: list[Typed] = []
    for value in values:
        if not any(same_value(value, other) for other in found):
            found.append(value)
    return tuple(found)


# -- by kind --------------------------------------------------------------------------------------


def _number(wanted: Wanted, text: str) -> Expected:
    if text.lower() in NONE or (
        text and _DOUBTFUL.fullmatch(text) and not _WHOLE.fullmatch(text)
    ):
        return TELL
    nonsense = REFUSED if is_declared(wanted) else TELL
    if not text and wanted.optional:
        return either(None)
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return nonsense
    value = float(text)
    if is_beyond(wanted, value):
        return REFUSED
    exact = Decimal(text)
    if exact == exact.to_integral_value() and wanted.kind is not Kind.FLOAT:
        return either(int(exact))
    return nonsense if wanted.kind is Kind.INT else either(value)


def is_beyond(wanted: Wanted, value: float) -> bool:
    """Whether a number lies beyond a bound that was stated."""
    too_low = wanted.least is not None and value < wanted.least
    return too_low or (wanted.most is not None and value > wanted.most)


def _bool(wanted: Wanted, text: str) -> Expected:
    word = text.lower()
    if word in FALSE:
        return either(False)
    if word in TRUE:
        return either(True)
    if not word:
        return either(False, None)
    if word in NONE or _NUMBER.fullmatch(word) or not is_declared(wanted):
        return TELL
    return REFUSED


def _text(text: str, *, reads: bool) -> Expected:
    if reads and _SPECIAL.intersection(text):
        return TELL
    values: list[object] = [text]
    quoted = _QUOTED.fullmatch(text)
    if reads and quoted:
        values.append(quoted[2])
    if not text:
        values.append(None)
    return either(*values)


def _choice(wanted: Wanted, text: str) -> Expected:
    item = wanted.items[0] if wanted.items else None
    if text in wanted.choices:
        if item is not None and item.kind is Kind.UNKNOWN:
            return TELL
        return accepted(_mean(_readings(text, item)))
    alike = [choice for choice in wanted.choices if choice.lower() == text.lower()]
    if alike:
        if item is not None and item.kind is Kind.UNKNOWN:
            return TELL
        return _mean([value for choice in alike for value in _readings(choice, item)])
    if text.lower() in NONE and not wanted.optional:
        return TELL
    # ``1`` and ``01``, ``0.5`` and ``.5`` are the same choice to who converts before he looks.
    number = _as_number(text)
    if number is not None and number in map(_as_number, wanted.choices):
        return TELL
    is_bool = item is not None and item.kind is Kind.BOOL
    return TELL if is_bool and text.lower() in TRUE | FALSE else REFUSED


def _as_number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _readings(text: str, item: Wanted | None) -> list[Typed]:
    """Return all that a choice may arrive as."""
    if item is not None and item.kind is not Kind.CHOICE:
        return list(demanded(item, text).values) or [typed(text)]
    found: list[object] = [text]
    if _NUMBER.fullmatch(text):
        found.append(float(text))
    if text.lower() in {"true", "false"}:
        found.append(text.lower() == "true")
    if text.lower() in NONE:
        found.append(None)
    return [typed(value) for value in found]
