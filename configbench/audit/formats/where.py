"""Where in a repository a finding stands: what code hosts and editors lead to."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from configbench.audit.model import Target
from configbench.audit.source import sources


@dataclass(frozen=True)
class Location:
    """A line of a file.

    Attributes
    ----------
    file
        Absolute.
    line
        From 1.
    inside
        Its path in the repository; None if it lies elsewhere.
    """

    file: Path
    line: int
    inside: Path | None

    @property
    def path(self) -> str:
        """In the repository, or else absolute; as it is, whatever bytes it has."""
        return str(self.file if self.inside is None else self.inside)

    @property
    def uri(self) -> str:
        """Relative to the repository, or else absolute."""
        if self.inside is None:
            return uri(self.file)
        return quote(os.fsencode(self.inside))


def root(folder: Path) -> Path:
    """Return the folder of the repository that a folder lies in; itself where there is none."""
    for each in (folder, *folder.parents):
        if (each / ".git").exists():
            return each
    return folder


def uri(path: Path) -> str:
    """Return the address of an absolute path."""
    return f"file://{quote(os.fsencode(path))}"


def located(where: str, target: Target, home: Path) -> Location:
    """Return the line of a place, ``/FILE:LINE`` or ``/FILE:FUNCTION``.

    Where it is none of a file, it is the first line of the program's own.

    Parameters
    ----------
    where
        Of a finding.
    target
        Its program.
    home
        The repository.
    """
    file = Path(where.rpartition(":")[0])
    if not file.is_absolute():
        file, line = _entry(target), 1
    else:
        # What has changed since has no such line any more.
        line = max(1, sources.number(where))
    inside = file.relative_to(home) if file.is_relative_to(home) else None
    return Location(file, line, inside)


def _entry(target: Target) -> Path:
    """Return the file that a program begins with, as far as that is known."""
    if len(target.entry) == 1:
        return target.cwd / target.entry[0]
    parts = Path(*target.entry[-1].split("."))
    ends = (parts.with_suffix(".py"), parts / "__main__.py")
    for each in target.files:
        if any(each.parts[-len(end.parts) :] == end.parts for end in ends):
            return each
    spot = Path(target.spot.at.rpartition(":")[0])
    return spot if spot.is_absolute() else target.cwd / ends[0]
