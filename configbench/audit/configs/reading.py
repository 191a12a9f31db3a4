"""What the characters of a value say in each format, and how a value is written in it."""

import json
import re
import tomllib
from typing import Any, Final

from configbench.audit.configs.keys import Format
from configbench.audit.model import NUMBERS, Kind
from configbench.yamls import scalars

#: Formats in which every value is text, and the program makes of it what it likes.
TEXTUAL: Final = frozenset({Format.INI, Format.ENV})
_QUOTED = re.compile(r"(['\"])(.*)\1", re.DOTALL)
#: What is text in YAML without quotes, if its readers agree.
_SAFE = re.compile(r"[\w/.][^:#\[\]{},&*!|>'\"%@`]*(?<!\s)")


class NotOfFormatError(ValueError):
    """Characters that are no value of a format."""


def unquoted(raw: str) -> str | None:
    """Return what stands in quotes; None where there are none.

    >>> unquoted('"false"'), unquoted("false")
    ('false', None)
    """
    found = _QUOTED.fullmatch(raw)
    return None if found is None else found[2]


def readings(written_in: Format, raw: str) -> list[Any]:
    """Return all that characters say to the readers of a format: one value where they agree.

    Raises
    ------
    NotOfFormatError
        If they are no value of it.

    Examples
    --------
    >>> readings(Format.YAML, "no"), readings(Format.JSON, "1e-4"), readings(Format.INI, "1")
    ([False, 'no'], [0.0001], ['1'])
    """
    if written_in in TEXTUAL:
        return [raw]
    if written_in is Format.YAML:
        inner = unquoted(raw)
        return scalars.readings(raw) if inner is None else [inner]
    try:
        if written_in is Format.JSON:
            return [json.loads(raw)]
        return [tomllib.loads(f"value = {raw}")["value"]]
    except ValueError as error:
        raise NotOfFormatError(raw) from error


def written(written_in: Format, kind: Kind, text: str) -> str:
    """Return how a word is written as a value that nobody can take for another.

    >>> written(Format.YAML, Kind.FLOAT, "5e-4"), written(Format.JSON, Kind.STR, "abc")
    ('5.0e-4', '"abc"')
    """
    if written_in is Format.INI:
        return text
    if written_in is Format.ENV:
        return (
            json.dumps(text, ensure_ascii=False) if re.search(r"\s|#", text) else text
        )
    if kind in NUMBERS:
        exponent = written_in is Format.YAML and scalars.number(text) is not None
        return scalars.spelt(text) if exponent else text
    if kind is Kind.BOOL:
        return text.lower()
    is_plain = written_in is Format.YAML and _SAFE.fullmatch(text)
    if is_plain and scalars.readings(text) == [text]:
        return text
    return json.dumps(text, ensure_ascii=False)


def quoted(text: str) -> str:
    """Return a word in quotes."""
    return json.dumps(text, ensure_ascii=False)


def flow(items: list[str]) -> str:
    """Return a list of what is written already."""
    return f"[{', '.join(items)}]"


def braces(written_in: Format) -> str:
    """Return a section of one key as a value."""
    return {Format.JSON: '{"a": 1}', Format.TOML: "{a = 1}"}.get(written_in, "{a: 1}")
