"""Several things at once: which go together, and which few of them break it, by halving."""

from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def fitting(items: Sequence[_T], fits: Callable[[Sequence[_T]], bool]) -> list[_T]:
    """Return those of some items that fit together, the first of two that exclude each other.

    Parameters
    ----------
    items
        What does not fit, all at once.
    fits
        Whether some fit; asked twice for each halving that leads to one that does not.

    Examples
    --------
    >>> fitting([1, 2, 3, 4], lambda some: 3 not in some)
    [1, 2, 4]
    """
    kept: list[_T] = []
    _add(items, kept, fits)
    return kept


def _add(
    items: Sequence[_T], kept: list[_T], fits: Callable[[Sequence[_T]], bool]
) -> None:
    for half in halves(items):
        if fits([*kept, *half]):
            kept.extend(half)
        else:
            _add(half, kept, fits)


def breaking(
    items: Sequence[_T], breaks: Callable[[Sequence[_T]], bool]
) -> list[Sequence[_T]]:
    """Return the smallest parts of some items that break something, of those that break it.

    >>> breaking([1, 2, 3, 4], lambda some: 3 in some)
    [[3]]
    """
    found = [
        part
        for half in halves(items)
        if breaks(half)
        for part in breaking(half, breaks)
    ]
    return found or [items]


def halves(items: Sequence[_T]) -> list[Sequence[_T]]:
    """Return both halves of some items; none of a single one."""
    middle = len(items) // 2
    return [items[:middle], items[middle:]] if middle else []
