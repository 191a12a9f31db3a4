"""Errors whose message is one sentence for whoever reads it; anything else is a bug of ours."""

import difflib
from collections.abc import Iterable


class ConfigbenchError(Exception):
    """Never raised itself; the message names the place, the value and the expected form."""


class UserError(ConfigbenchError):
    """What the user typed cannot be followed: told, exit 2."""


class UnmeasuredError(ConfigbenchError):
    """Nothing was measured, for disk, memory or harness: no program is to blame."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the nearest valid name, or nothing.

    >>> nearest("hidra", ["argparse", "hydra"])
    " (did you mean 'hydra'?)"
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def known_name(what: str, name: str, known: Iterable[str]) -> str:
    """Return a name that the user typed, if there is one of this kind.

    Raises
    ------
    UserError
        Naming the nearest.
    """
    names = list(known)
    if name not in names:
        raise UserError(f"there is no {what} {name!r}{nearest(name, names)}")
    return name
