"""Bad input to the harness, as one sentence for whoever gave it."""

import difflib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class BenchError(Exception):
    """The message is one sentence that names the place, the value and the expected form."""


class NotHereError(BenchError):
    """What was asked for needs something that is not installed; the message says what."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the nearest valid name, or nothing.

    >>> nearest("hidra", ["argparse", "hydra"])
    " (did you mean 'hydra'?)"
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file that somebody wrote by hand.

    Raises
    ------
    BenchError
        If it is missing or malformed.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BenchError(f"{path}: cannot be read: {error}") from error
