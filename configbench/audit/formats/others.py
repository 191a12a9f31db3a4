"""Formats that another installed distribution brings: entry points of the group :data:`GROUP`.

An entry point leads to a module like those of ours: with ``write(audited, options) -> str``, and
``EVERY = True`` if it tells of each try.  A name of ours is ours.
"""

import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

from configbench.errors import UserError

GROUP = "configbench.formats"


@dataclass(frozen=True)
class Other:
    """A format of another distribution: what writes it, and whether it tells of each try."""

    write: Callable[..., str]
    every: bool


def names() -> list[str]:
    """Return the names of all that installed distributions announce; nothing is imported."""
    return [each.name for each in importlib.metadata.entry_points(group=GROUP)]


def loaded(name: str) -> Other:
    """Return a format that is announced by this name.

    Raises
    ------
    UserError
        If two announce it, or it cannot be used; whose it is, and why.
    """
    points = list(importlib.metadata.entry_points(group=GROUP, name=name))
    if len(points) > 1:
        owners = " and ".join(sorted(_owner(each) for each in points))
        raise UserError(
            f"--format {name} is announced by {owners}, expected by one: uninstall the other"
        )
    (point,) = points
    whose = f"--format {name} ({point.value} of {_owner(point)})"
    try:
        module = point.load()
    except Exception as error:
        # Somebody else's import: whatever it raises, it is theirs to mend.
        raise UserError(f"{whose} cannot be loaded: {_told(error)}") from error
    write = getattr(module, "write", None)
    if not callable(write):
        raise UserError(f"{whose} has no function write(audited, options)")
    return Other(_guarded(write, whose), bool(getattr(module, "EVERY", False)))


def _guarded(write: Callable[..., Any], whose: str) -> Callable[..., str]:
    """Return a function of somebody else's, whose faults are told as theirs."""

    def guarded(*given: object) -> str:
        try:
            text = write(*given)
        except Exception as error:
            raise UserError(f"{whose} failed: {_told(error)}") from error
        if not isinstance(text, str):
            raise UserError(
                f"{whose} returned {type(text).__name__}, expected the text of a file"
            )
        return text

    return guarded


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _owner(point: EntryPoint) -> str:
    dist = point.dist
    return "an unknown distribution" if dist is None else f"{dist.name} {dist.version}"
