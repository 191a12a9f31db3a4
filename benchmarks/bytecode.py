"""The folder of a row from elsewhere is left as it was: Python's bytecode in it goes again.

Whatever Python imports from there (a module beside the program, the program itself in a notebook)
it compiles, and keeps in ``__pycache__``.  It may: who starts a program twice has its bytecode, and
a start that is timed must have it, too.  So nobody is kept from writing it, and what was not there
when this process first looked is taken away when the process ends.
"""

import atexit
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_CACHE = "__pycache__"

#: By folder what was there.
_BEFORE: dict[Path, frozenset[Path]] = {}


def remember(folders: Iterable[Path]) -> None:
    """Note what bytecode some folders have, and take any other away in the end."""
    for folder in folders:
        if folder not in _BEFORE:
            if not _BEFORE:
                atexit.register(_restore_all, os.getpid())
            _BEFORE[folder] = frozenset(_there(folder))


def _restore_all(owner: int) -> None:
    if os.getpid() == owner:
        for folder, before in _BEFORE.items():
            restore(folder, before)


def restore(folder: Path, before: frozenset[Path]) -> None:
    """Take the bytecode away that a folder did not have before, with the folders made for it."""
    # What lies in a folder comes behind it.
    for path in reversed([*_there(folder)]):
        if path not in before:
            with suppress(OSError):  # not ours to remove, or something else lies in it
                path.rmdir() if path.name == _CACHE else path.unlink()


def _there(folder: Path) -> Iterator[Path]:
    """Yield each folder for bytecode, and behind it its bytecode; no link is followed."""
    for place, names, _ in os.walk(folder):
        cache = Path(place, _CACHE)
        if _CACHE in names and not cache.is_symlink():
            yield cache
            yield from sorted(cache.glob("*.pyc"))
