"""How a setting is spelt for the miniatures."""

import math

SAVED = "**/config.json"


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return the one spelling there is."""
    if isinstance(value, float) and not math.isfinite(value):
        raise Unsupported(f"no literal gives {value}")
    if path == "scheduler" and value is None:
        value = "none"
    return [[f"{path}={value!r}"]]


def restore(saved: str) -> list[str]:
    """Return the words that start from a saved config."""
    return ["--config", saved]
