"""How a setting is spelt for the EasyDict adapter, and where its saved run lies."""

import math
from ast import literal_eval

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.yaml"

_SLOTS = {"model", "data", "loss", "optimizer", "scheduler"}


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    if path in _SLOTS:
        return [[f"{path}.name", "none" if value is None else str(value)]]
    if isinstance(value, dict):
        if not {"right", "wrong"} <= value.keys():
            raise Unsupported("a section is merged: the entries not named stay")
        if value.keys() - {"right", "wrong"}:
            raise Unsupported("keys that the defaults lack are refused, as unknown")
        words = [(f"{path}.{key}", _literal(item)) for key, item in value.items()]
        return [[word for pair in words for word in pair], [path, _literal(value)]]
    if value is None or isinstance(value, bool | int | float | list | tuple):
        return [[path, _literal(value)]]
    text = str(value)
    return [[path, text if _stays_text(text) else repr(text)]]


def _literal(value: object) -> str:
    """Write a value as a Python literal; the file has lists only, and types must match."""
    if isinstance(value, float) and not math.isfinite(value):
        raise Unsupported(f"no Python literal gives {value}")
    if isinstance(value, dict):
        pairs = ", ".join(f"{key!r}: {_literal(item)}" for key, item in value.items())
        return "{" + pairs + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return repr(value)


def _stays_text(text: str) -> bool:
    """Whether the program takes a word as the string that it is."""
    try:
        literal_eval(text)
    except (ValueError, SyntaxError):
        return True
    except (TypeError, MemoryError, RecursionError):
        return False
    return False


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``."""
    return ["--config", saved]
