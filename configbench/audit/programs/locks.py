"""The files that say what is to be installed: locks, requirements, ``pyproject.toml``."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from configbench import foreign, project

#: Their names.
NAMES = (
    *(
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "pylock*.toml",
        "Pipfile.lock",
        "conda-lock.yml",
    ),
    *(
        "requirements*.txt",
        "constraints*.txt",
        "environment.y*ml",
        "setup.cfg",
        "setup.py",
    ),
    project.FILE,
)


def is_lock(name: str) -> bool:
    """Whether a file says what is to be installed, by its name."""
    return any(fnmatchcase(name, each) for each in NAMES)


def found(folder: Path, top: Path) -> Iterator[Path]:
    """Yield those of a folder, and of the folders above it up to the top of a project."""
    for each in above(folder, top):
        try:
            names = sorted(path.name for path in each.iterdir() if is_lock(path.name))
        except OSError:
            continue
        yield from (each / name for name in names)


def above(folder: Path, top: Path) -> Iterator[Path]:
    """Yield a folder, and those above it up to the top of a project."""
    for each in (folder, *folder.parents):
        if each != top and not each.is_relative_to(top):
            return
        yield each


@lru_cache(maxsize=64)  # many programs have it in common
def meaning(name: str, content: bytes) -> bytes:
    """Return what a file says of what is to be installed; what is stated for us is left out."""
    if name != project.FILE:
        return content
    try:
        _, rest = project.parts(content)
    except ValueError:
        return content
    return repr(rest).encode("utf-8", "backslashreplace")


def read(file: Path) -> bytes:
    """Return what a file says of what is to be installed; nothing if it cannot be read."""
    try:
        return meaning(file.name, foreign.read(file.resolve()))
    except (foreign.ForeignError, OSError, RuntimeError):
        return b""
