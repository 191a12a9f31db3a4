"""The files that are meant by paths: those that are named, and what lies in folders."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from configbench import interruption
from configbench.audit.source.elsewhere import is_foreign
from configbench.errors import UserError

_PYTHON = {".py"}
YAML = {".yaml", ".yml"}


@dataclass(frozen=True)
class Named:
    """A file to be read.

    Attributes
    ----------
    file
        Where it lies.
    given
        Whether it was named itself, and not found in a folder.
    """

    file: Path
    given: bool


def files(paths: Iterable[Path], troubles: list[str]) -> Iterator[Named]:
    """Yield each file once, in order; what is not there is added to ``troubles``."""
    seen = set[Path]()
    for path in paths:
        if str(path) == "-":
            raise UserError("'-' is no file: expected files and folders, such as .")
        for each in _of(path, troubles):
            if each.file not in seen:
                seen.add(each.file)
                yield each


def _of(path: Path, troubles: list[str]) -> Iterator[Named]:
    if path.is_dir():
        yield from _below(path, troubles)
    elif path.exists():
        yield Named(path, given=True)
    else:
        troubles.append(f"{path}: there is no such file or folder")


def _below(folder: Path, troubles: list[str]) -> Iterator[Named]:
    """Yield Python and YAML files below a folder; links to folders are not followed."""
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        interruption.check()
        try:
            with os.scandir(at) as entries:
                found = sorted(entries, key=lambda each: each.name)
        except OSError as error:
            troubles.append(f"{at}: cannot be read: {error.strerror}")
            continue
        folders = []
        for each in found:
            if each.is_dir(follow_symlinks=False):
                if not _is_foreign(at / each.name):
                    folders.append(at / each.name)
            elif Path(each.name).suffix in _PYTHON | YAML and _is_file(each):
                yield Named(at / each.name, given=False)
        waiting += reversed(folders)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a circle of links
        return False


def _is_foreign(folder: Path) -> bool:
    return is_foreign(folder.name) or (folder / "pyvenv.cfg").exists()
