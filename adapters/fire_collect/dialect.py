"""How a setting is spelt for the Fire adapter that only collects, and where its saved run lies."""

import math
import re

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.json"

#: Text that Fire takes as it is: no literal, no quote, nothing that Python would trim.
_BARE = re.compile(r"[A-Za-z_]([A-Za-z0-9_./ -]*[A-Za-z0-9_./-])?", re.ASCII)


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    name = path.rpartition(".")[2]
    # Hyphens and underscores are interchangeable in flags.
    flags = list(dict.fromkeys([f"--{name}", f"--{name.replace('_', '-')}"]))
    word = _bare(value) if isinstance(value, str) else _literal(value)
    spelt = [[f"{flag}={word}"] for flag in flags]
    spelt += [[flag, word] for flag in flags]
    if isinstance(value, bool):
        spelt.insert(0, [f"--{name}" if value else f"--no{name}"])
    return spelt


def _bare(text: str) -> str:
    """Write text without quotes, unless Fire would read something else in it.

    https://google.github.io/python-fire/guide/#argument-parsing
    """
    if _BARE.fullmatch(text) and text not in {"True", "False", "None"}:
        return text
    return _literal(text)


def _literal(value: object) -> str:
    """Write a value as a Python literal."""
    if isinstance(value, float) and math.isnan(value):
        raise Unsupported("Python has no literal for nan")
    if isinstance(value, float) and math.isinf(value):
        return "1e999" if value > 0 else "-1e999"
    if isinstance(value, dict):
        pairs = (f"{_literal(key)}: {_literal(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{_literal(item)}, " for item in value) + ")"
    return repr(value)


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``, an absolute path."""
    return [f"--config={saved}"]
