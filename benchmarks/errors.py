"""Bad input to the harness, as one sentence for whoever gave it."""

import difflib
from collections.abc import Iterable


class BenchError(Exception):
    """The message is one sentence that names the place, the value and the expected form."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the nearest valid name, or nothing.

    >>> nearest("hidra", ["argparse", "hydra"])
    " (did you mean 'hydra'?)"
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
