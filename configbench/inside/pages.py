"""Huge pages: what is forked often, and holds much, has less to copy for each fork.

A fork copies a table with an entry for each page; with torch imported that takes half of its time.
Where the kernel can (Linux 6.1), what is in memory is put into pages of 2 MiB beforehand.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HUGE = 2 * 1024 * 1024
#: Advice of ``madvise(2)``.
_COLLAPSE = 25


def collapse() -> None:
    """Put the private memory of this process into huge pages, as far as that is possible here."""
    if sys.platform != "linux":
        return
    # An interpreter may have been built without it.
    with contextlib.suppress(ImportError, OSError):
        import ctypes

        advise = ctypes.CDLL(None).madvise
        # Whole areas at a time would end at the first page that cannot be had.
        for start in _areas():
            advise(ctypes.c_void_p(start), ctypes.c_size_t(_HUGE), _COLLAPSE)


def _areas() -> Iterator[int]:
    """Yield where private, written memory of no file begins, in steps of a huge page."""
    with open("/proc/self/maps") as file:
        lines = [line.split() for line in file]
    for area, rights, _, _, inode, *name in lines:
        if rights != "rw-p" or inode != "0" or name not in ([], ["[heap]"]):
            continue
        start, end = (int(each, 16) for each in area.split("-"))
        yield from range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE)
