"""What a word without quotes is to YAML 1.1 as PyYAML reads it, to OmegaConf, to YAML 1.2."""

import re
from dataclasses import dataclass

_BOOLS = {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "on": True,
    "off": False,
}
_BOOL = re.compile(
    "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
)
_NULL = re.compile("~|null|Null|NULL|")
_INT = re.compile(
    r"[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
    r"|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
)
_COMMON = (
    r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN)"
)
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|"
    + _COMMON
)
_OMEGACONF_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|"
    r"\.[0-9_]+(?:[eE][-+][0-9]+)?|" + _COMMON
)
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?"
)

#: YAML 1.2, as its core schema has it.
_CORE_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_CORE_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


@dataclass(frozen=True)
class Date:
    """A date, or a time of a day."""

    text: str


Scalar = bool | int | float | str | Date | None


def read(text: str, *, omegaconf: bool = False) -> Scalar:
    """Return what a plain word is.

    >>> read("no"), read("012"), read("12:30"), read("1e-4"), read("1.0e-4")
    (False, 10, 750, '1e-4', 0.0001)
    >>> read("1e-4", omegaconf=True)
    0.0001
    """
    if _BOOL.fullmatch(text):
        return _BOOLS[text.lower()]
    if _NULL.fullmatch(text):
        return None
    if (_OMEGACONF_FLOAT if omegaconf else _FLOAT).fullmatch(text):
        return _float(text)
    if _INT.fullmatch(text):
        return _int(text)
    # OmegaConf leaves dates as they are typed.
    return Date(text) if _TIME.fullmatch(text) and not omegaconf else text


def core(text: str) -> Scalar:
    """Return what a plain word is to YAML 1.2.

    >>> core("no"), core("012"), core("12:30"), core("1e-4"), core("2024-01-01")
    ('no', 12, '12:30', 0.0001, '2024-01-01')
    """
    if _NULL.fullmatch(text):
        return None
    if text.lower() in {"true", "false"} and _BOOL.fullmatch(text):
        return _BOOLS[text.lower()]
    if _CORE_INT.fullmatch(text):
        return _core_int(text)
    return _float(text) if _CORE_FLOAT.fullmatch(text) else text


def readings(text: str) -> list[Scalar]:
    """Return all that a plain word is to somebody: one value where its readers agree.

    >>> readings("1.5"), readings("no")
    ([1.5], [False, 'no'])
    """
    found: list[Scalar] = []
    for value in (read(text), core(text), read(text, omegaconf=True)):
        # 1 is no True, and nan is itself.
        if not any(repr(value) == repr(other) for other in found):
            found.append(value)
    return found


def _signed(text: str) -> tuple[int, str]:
    digits = text.replace("_", "").lower()
    return (-1 if digits.startswith("-") else 1), digits.lstrip("+-")


def _int(text: str) -> int | str:
    sign, digits = _signed(text)
    try:
        if digits.startswith(("0b", "0x")):
            return sign * int(digits, 0)
        if digits.startswith("0") and digits != "0":
            return sign * int(digits, 8)
        value = 0
        for part in digits.split(":"):
            value = value * 60 + int(part)
    except ValueError:  # `0b_`, which PyYAML cannot read either; thousands of digits
        return text
    return sign * value


def _core_int(text: str) -> int | str:
    try:
        return int(text, 0 if text[:2] in {"0o", "0x"} else 10)
    except ValueError:  # thousands of digits
        return text


def _float(text: str) -> float | str:
    sign, digits = _signed(text)
    try:
        value = 0.0
        for part in digits.split(":"):
            value = value * 60 + float(
                part.replace(".inf", "inf").replace(".nan", "nan")
            )
    except ValueError:
        return text
    return sign * value


def number(text: str) -> float | None:
    """Return the number that everybody else takes a word for: ``1e-4``, ``5E3``."""
    found = re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)", text)
    return float(text) if found else None


def spelt(text: str) -> str:
    """Return a number as YAML 1.1 reads it: ``1.0e-4`` for ``1e-4``."""
    mantissa, letter, exponent = re.split("([eE])", text, maxsplit=1)
    if "." not in mantissa:
        mantissa += ".0"
    if mantissa.lstrip("+-").startswith("."):
        mantissa = mantissa.replace(".", "0.", 1)
    if exponent[0] not in "+-":
        exponent = f"+{exponent}"
    return f"{mantissa}{letter}{exponent}"
