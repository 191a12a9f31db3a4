"""Which folders an audited program is expected to write to: its project's, and temporary ones."""

import itertools
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from configbench.audit.model import Request

#: Where everybody may write.
_TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108  no files of ours: the places themselves
_SHARED = Path("/dev/shm")  # noqa: S108


@dataclass(frozen=True)
class Folders:
    """Folders of a program.

    Attributes
    ----------
    project
        The top of its work tree or distribution, or where it is started.
    own
        That, and the folder of its script where it lies elsewhere.
    home
        The user's, if the program is to have it.
    notes
        What is other than one would think, in sentences.
    """

    project: Path
    own: tuple[Path, ...]
    home: Path | None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: Request) -> "Folders":
        """Find them."""
        cwd, home = request.cwd.resolve(), Path.home().resolve()
        project, notes = _project(cwd, home), []
        if project == Path("/"):
            notes.append("it runs in /, where nothing is written to")
        elif project == home:
            notes.append(
                f"it runs in your home, {home}: the whole of it is its project"
            )
        own = [project]
        for word in request.command:
            script = _script(cwd, word)
            if script is not None and not script.is_relative_to(project):
                own.append(script.parent)
                break
        return cls(
            project, tuple(own), home if request.keep_home else None, tuple(notes)
        )

    def covered(self, *more: Path) -> list[Path]:
        """Return what overlays cover, with more folders: none within another, none ``/``."""
        every = [*self.own, *more, *map(Path, _TEMPORARY)]
        if self.home is not None:
            every.append(self.home)
        if any(each.is_relative_to(_SHARED) for each in every):
            # A run that lies where memory is shared has no such place of its own.
            every.append(_SHARED)
        return outermost(
            each.resolve() for each in every if each.is_dir() and each != Path("/")
        )


def outermost(folders: Iterable[Path]) -> list[Path]:
    """Return those of some folders that lie in no other.

    >>> [str(each) for each in outermost(map(Path, ("/b/c", "/a", "/b", "/bc")))]
    ['/a', '/b', '/bc']
    """
    found: list[Path] = []
    for folder in sorted(set(folders)):
        if not any(folder.is_relative_to(each) for each in found):
            found.append(folder)
    return found


def _project(cwd: Path, home: Path) -> Path:
    """Return the top of the work tree, else of the distribution.

    Never ``/`` nor a home, which some keep in one, if it is not where the program is started.
    """
    above = [
        *itertools.takewhile(
            lambda each: each not in (home, Path("/")), (cwd, *cwd.parents)
        )
    ]
    for tops in (".git", ".hg"), ("pyproject.toml", "setup.py"):
        for folder in above:
            if any(os.path.lexists(folder / top) for top in tops):
                return folder
    return cwd


def _script(cwd: Path, word: str) -> Path | None:
    """Return the program's file that a word names, if it does."""
    if not word.endswith(".py"):
        return None
    try:
        path = (cwd / word).resolve()
        return path if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
