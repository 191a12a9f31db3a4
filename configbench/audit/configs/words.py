"""What people write into a config file for a setting, why, and what has to become of it.

What the format itself says counts first.  Where its readers disagree, as YAML 1.1 and 1.2 do about
``no``, any of their readings may arrive.  What is no value of a format has to be refused, or to
arrive as its writer meant it, for there are lenient readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from configbench.audit.configs import reading
from configbench.audit.configs.keys import Format, Key
from configbench.audit.configs.reading import TEXTUAL
from configbench.audit.model import NUMBERS, Act, Expected, Kind, Must, Wanted
from configbench.audit.planning.demands import (
    REFUSED,
    TELL,
    collected,
    demanded,
    either,
    items,
    several,
)
from configbench.audit.planning.nearby import near
from configbench.audit.planning.wanted import MANY, is_declared
from configbench.audit.truths import FALSE, NONE, TRUE
from configbench.inside.typed import typed
from configbench.values import Typed
from configbench.yamls import scalars

_NATIVE = "a value beside the one that stands there"
_QUOTES = "in quotes, as in another file"


@dataclass(frozen=True)
class Written:
    """What somebody writes behind a key.

    Attributes
    ----------
    raw
        The characters, as they stand in the file.
    why
        Why somebody writes them.
    expected
        What has to become of them.  The first of its values is what is meant; of YAML's ``no`` for
        a bool the others are what some of its readers make of it.
    act
        ``VALUE`` for another value, ``REPEATED`` for the key once more behind itself.
    word
        What is said, without quotes: ``false`` of ``"false"``.
    doubt
        Whether nobody is sure what was meant: what becomes of it is never an error.
    """

    raw: str
    why: str
    expected: Expected
    act: Act = Act.VALUE
    word: str = ""
    doubt: bool = False


@dataclass(frozen=True)
class _Word:
    """Characters, why they are written, and the number that is meant by them, if it is one."""

    raw: str
    why: str
    meant: float | None = None


_NOTHING = (
    _Word("null", "nothing, as YAML and JSON write it"),
    _Word("~", "nothing, as YAML writes it"),
    _Word("", "left out, to be filled in later"),
)
_HALF = _Word("2.5", "a mistake: half of something that is counted")
_INT = (_Word("1e3", "papers and spreadsheets write it so"), _HALF)
_FLOAT = (
    _Word("1e-4", "as papers write it; text to YAML 1.1"),
    _Word("1e-3", "as papers write it; text to YAML 1.1"),
)
_NUMBER = (
    _Word(
        "012", "with a leading zero, as dates and tables have it; octal to YAML 1.1", 12
    ),
    _Word("1_000", "as Python writes it; text to YAML 1.2", 1000),
    _Word("12:30", "a time; in sixties to YAML 1.1", 750),
    _Word("abc", "a word in the wrong place"),
    _Word("no", "none of it, as people say it; False to YAML 1.1"),
)
_BOOL = (
    _Word("no", "as people say it; text to YAML 1.2"),
    _Word("off", "as people say it; text to YAML 1.2"),
    _Word("yes", "as people say it; text to YAML 1.2"),
    _Word("False", "as Python writes it"),
    _Word("false", "as YAML and JSON write it"),
    _Word('"false"', _QUOTES),
    _Word("0", "as shells and C write it"),
    _Word("maybe", "a mistake: neither of the two"),
)
_STR = (
    _Word("no", "a country, an answer; False to YAML 1.1"),
    _Word("012", "a number with its zeros: a run's; octal to YAML 1.1"),
    _Word("12:30", "a time; in sixties to YAML 1.1"),
    _Word("1e-4", "a hash, a name that looks like a number"),
    _Word("1.10", "a version, of which a number loses a digit"),
    _Word("2024-01-01", "a date"),
)
_DIGITS = _Word("12", "a name made of digits; a number without quotes")
_UNKNOWN = (_Word("abc", "a word"), _Word("1e-3", "a number"))


def written(written_in: Format, wanted: Wanted, key: Key) -> Iterator[Written]:
    """Yield what people write for the value of a key.

    Parameters
    ----------
    written_in
        What the file is written in.
    wanted
        What the setting is wanted to be that the key feeds; of a section it is not asked.
    key
        Which; its value is not written again.
    """
    if key.section:
        yield from _of_section(written_in)
        return
    found = [*_native(written_in, wanted, key)]
    found += [_of_word(written_in, wanted, word) for word in _words(wanted, key)]
    found += _shapes(written_in, wanted)
    known = {key.raw}
    for each in found:
        if each.raw not in known:
            known.add(each.raw)
            yield each
    again = "a line copied, and forgotten"
    yield replace(found[0], why=again, expected=TELL, act=Act.REPEATED)


def _words(wanted: Wanted, key: Key) -> tuple[_Word, ...]:
    if wanted.kind in NUMBERS:
        special: tuple[_Word, ...] = _INT if wanted.kind is Kind.INT else _FLOAT
        if wanted.kind is Kind.NUMBER and type(scalars.core(key.raw)) is int:
            special = (*_FLOAT, _HALF)
        return (*special, *_NUMBER, *_NOTHING)
    if wanted.kind is Kind.BOOL:
        return (*_BOOL, *_NOTHING)
    if wanted.kind is Kind.STR:
        return (*_STR, *([_DIGITS] if is_declared(wanted) else []), *_NOTHING)
    return _NOTHING if wanted.kind is not Kind.UNKNOWN else (*_UNKNOWN, *_NOTHING)


# -- what nobody can take for another -------------------------------------------------------------


def _native(written_in: Format, wanted: Wanted, key: Key) -> Iterator[Written]:
    """Yield values beside the one that stands there; the first is what nobody has to refuse."""
    if wanted.kind in MANY:
        yield from _lists(written_in, wanted)
        return
    default = _default(written_in, wanted, key)
    text, other = near(wanted, default)
    raw = reading.written(written_in, wanted.kind, text)
    if raw == key.raw:
        text, raw = other, reading.written(written_in, wanted.kind, other)
    expected = demanded(wanted, text, sure=True)
    yield Written(raw, _NATIVE, expected, word=text)
    if wanted.kind is Kind.CHOICE and wanted.choices:
        wrong = f"{max(wanted.choices, key=len)}xx"
        raw = reading.written(written_in, Kind.STR, wrong)
        yield Written(
            raw, "a choice that does not exist", demanded(wanted, wrong), word=wrong
        )
    if wanted.kind is Kind.STR and written_in is Format.ENV:
        why = "in quotes, as shells and other readers take them off"
        yield Written(
            reading.quoted(text), why, demanded(wanted, text), word=reading.quoted(text)
        )
    if wanted.kind in NUMBERS and written_in not in TEXTUAL:
        raw = reading.quoted(text)
        yield Written(raw, _QUOTES, _of_quoted(written_in, wanted, text), word=text)


def _lists(written_in: Format, wanted: Wanted) -> Iterator[Written]:
    number = len(wanted.items) if wanted.kind is Kind.TUPLE else 2
    kinds = items(wanted, number or 2)
    texts = [near(each, typed(None))[0] for each in kinds]
    if written_in in TEXTUAL:
        # How a list is written there, only the program knows.
        yield Written(",".join(texts), "as people write a list", TELL)
        return
    raws = [
        reading.written(written_in, each.kind, text)
        for each, text in zip(kinds, texts, strict=True)
    ]
    expected = several(wanted, texts, sure=True)
    yield Written(reading.flow(raws), _NATIVE, expected)
    one = several(wanted, texts[:1]) if wanted.kind is Kind.LIST else TELL
    alone = demanded(kinds[0], texts[0])
    expected = collected(one, alone.values) if is_declared(wanted) else TELL
    yield Written(
        raws[0], "one value where several are wanted", expected, word=texts[0]
    )


def _default(written_in: Format, wanted: Wanted, key: Key) -> Typed:
    """Return the value that stands there, as the number or truth that is meant by a text."""
    value = key.value or typed(None)
    if written_in in TEXTUAL and value["t"] == "str":
        text = str(value["v"])
        found = scalars.core(text)
        if wanted.kind in NUMBERS and isinstance(found, int | float):
            return typed(found)
        if wanted.kind is Kind.BOOL and text.lower() in TRUE | FALSE:
            return typed(text.lower() in TRUE)
    if written_in is Format.YAML and key.value is None and wanted.kind in NUMBERS:
        number = scalars.number(key.raw)
        return typed(None) if number is None else typed(number)
    return value


# -- what somebody may take for another -----------------------------------------------------------


def _of_word(written_in: Format, wanted: Wanted, word: _Word) -> Written:
    inner = reading.unquoted(word.raw)
    text = word.raw if inner is None else inner
    try:
        values = reading.readings(written_in, word.raw)
    except reading.NotOfFormatError:
        expected = _of_no_value(written_in, wanted, word, text)
        return Written(word.raw, word.why, expected, word=text)
    if _is_nothing(text):
        # Whether it asks for nothing or leaves it as it is, only the program knows.
        asked = wanted.optional and text
        expected = either(None, text) if asked and written_in in TEXTUAL else TELL
        if asked and None in values:
            expected = either(None)
        return Written(word.raw, word.why, expected, word=text)
    if wanted.kind in NUMBERS:
        expected = _of_number(wanted, word, text)
    elif wanted.kind is Kind.BOOL:
        in_quotes = inner is not None
        expected = (
            _of_quoted(written_in, wanted, text)
            if in_quotes
            else demanded(wanted, text)
        )
        if len(values) > 1:
            expected = collected(expected, [typed(text)])
    elif wanted.kind is Kind.STR and text in values:
        expected = demanded(wanted, text)
    elif wanted.kind is Kind.STR and (written_in is Format.YAML or is_declared(wanted)):
        expected = either(text)
    else:
        expected = TELL
    doubt = len(values) > 1 or word.meant is not None or wanted.kind is Kind.STR
    return Written(word.raw, word.why, expected, word=text, doubt=doubt)


def _of_quoted(written_in: Format, wanted: Wanted, text: str) -> Expected:
    """Return what has to become of a word in quotes, where a number or a truth is wanted.

    It is text to all readers, and nobody means that ``"false"`` is true.  But YAML has words for
    both, so that who writes quotes there may ask for text, unless something declares another type.
    """
    found = demanded(wanted, text)
    if written_in is Format.YAML and not is_declared(wanted):
        return collected(found, [typed(text)])
    return found


def _of_number(wanted: Wanted, word: _Word, text: str) -> Expected:
    if text == "no":
        return TELL  # none of it: nothing, or 0
    if word.meant is None:
        return demanded(wanted, text)
    found = demanded(wanted, f"{word.meant:g}")
    # Where nobody declares a number, a time may stay one.
    stays = ":" in text and not is_declared(wanted)
    return collected(found, [typed(text)]) if stays else found


def _of_no_value(
    written_in: Format, wanted: Wanted, word: _Word, text: str
) -> Expected:
    """Return what has to become of what a format has no value for."""
    found = demanded(wanted, text)
    if found.must is Must.REJECT and word.meant is None:
        return REFUSED
    read = scalars.readings(text)
    if _is_nothing(text) or any(isinstance(each, scalars.Date) for each in read):
        return TELL
    # Lenient readers are those of other formats.
    meant = [] if word.meant is None else [int(word.meant)]
    lenient = collected(either(*meant, *read, text), found.values)
    return replace(lenient, text=f"a refusal: {written_in} has no such value")


def _is_nothing(text: str) -> bool:
    return text.lower() in NONE or not text


# -- another shape --------------------------------------------------------------------------------


def _shapes(written_in: Format, wanted: Wanted) -> Iterator[Written]:
    """Yield a list and a section where one value is wanted."""
    if written_in in TEXTUAL:
        return
    single = {*NUMBERS, Kind.BOOL, Kind.CHOICE}
    refused = REFUSED if is_declared(wanted) and wanted.kind in single else TELL
    if wanted.kind not in MANY:
        yield Written(
            reading.flow(["1", "2"]), "two values where one is wanted", refused
        )
    yield Written(
        reading.braces(written_in), "a section where one value is wanted", refused
    )


def _of_section(written_in: Format) -> Iterator[Written]:
    """Yield values where a section is wanted."""
    text = "abc"
    raw = reading.written(written_in, Kind.STR, text)
    why = "a name where a section is wanted"
    yield Written(raw, why, either(text), word=text, doubt=True)
    for word in _NOTHING:
        try:
            reading.readings(written_in, word.raw)
        except reading.NotOfFormatError:
            continue
        yield Written(word.raw, "a section that is left empty", TELL, word=word.raw)
