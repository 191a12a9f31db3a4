"""What a help text says the default is."""

import re

#: A plain number or a single word, quoted or not.
_VALUE = r"""(?P<quote>['"`]?)(?P<value>[-+]?[\w.]+(?:[eE][-+]?\d+)?)(?P=quote)"""

#: ``default: 5``, ``default=5``, ``(default 0.1)``, ``defaults to 3``, ``by default 3``.
_STATED = re.compile(
    rf"\b(?:defaults?(?:\s+value)?(?P<by>\s*[:=]\s*|\s+is:?\s+|\s+to:?\s+|\s+)|by\s+default:?\s+)"
    rf"{_VALUE}(?P<end>\s*(?:[)\];]|\.?\s*$|\.\s))",
    re.IGNORECASE,
)

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_WORD = re.compile(r"[A-Za-z][\w.]*")

#: What stands behind ``default`` and is no value.
_NO_VALUES = {
    "is",
    "to",
    "value",
    "values",
    "none",
    "null",
    "same",
    "behavior",
    "behaviour",
}


def stated_default(text: str) -> str | None:
    """Return the default that a help text states, if it is a plain number or word.

    In doubt it is none: a unit, several values, a condition, a default that is filled in.

    >>> stated_default("epochs to train (default: 5)")
    '5'
    >>> stated_default("learning rate, default 0.1 for SGD")
    """
    if "%(default)" in text or len(re.findall("default", text, re.IGNORECASE)) != 1:
        return None
    found = _STATED.search(text)
    if found is None:
        return None
    # `default 5.` ends a sentence; `1.` is a number.
    value = found["value"].removesuffix(".") if found["end"] else found["value"]
    if _NUMBER.fullmatch(value):
        return value
    # A word behind a blank may be any: `the default model`, `on by default only`.
    separated = found["by"] is not None and bool(found["by"].strip())
    bracketed = found["end"].strip()[:1] in {")", "]"} and text[
        : found.start()
    ].endswith(("(", "["))
    is_word = _WORD.fullmatch(value) and value.lower() not in _NO_VALUES
    return value if is_word and (separated or bracketed) else None
