"""The folders of one run, made for it and removed after it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from configbench import foreign, session
from configbench.errors import UnmeasuredError

#: Bytes that must be free at the end of a run: on a full disk a program fails for no fault of its
#: own, and nothing that it did says anything about it.
FREE = 32 * 1024 * 1024


@dataclass(frozen=True)
class Workplace:
    """Folders of one run: ``work`` is its working folder, ``home`` an empty home.

    ``temporary`` is where its programs make temporary files.
    """

    base: Path

    @property
    def work(self) -> Path:
        """The working folder."""
        return self.base / "work"

    @property
    def home(self) -> Path:
        """The empty home folder."""
        return self.base / "home"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.base / "tmp"

    @property
    def variables(self) -> dict[str, str]:
        """What tells a program of its home and of its folder for temporary files."""
        return {"HOME": str(self.home), "TMPDIR": str(self.temporary)}

    def files(self) -> list[str]:
        """Return the relative names of all files in the working folder, sorted.

        A link is one by its own name, whatever it leads to.  What cannot be printed is escaped.

        Raises
        ------
        ForeignError
            If there are too many to list, or they lie too deep.
        """
        return sorted(
            foreign.shown(entry.path.relative_to(self.work))
            for entry in foreign.entries(self.work)
            if entry.regular or entry.link
        )

    def write(self, files: Mapping[str, str]) -> None:
        """Lay files out in the working folder, or with ``~/`` in the home folder."""
        for name, text in files.items():
            at_home = name.startswith("~/")
            path = self.home / name[2:] if at_home else self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def placeless(self, text: str) -> str:
        """Take the folders of this run out of a text, as it is published: any UTF-8 holds it."""
        folders = {self.home: "$HOME", self.work: "$PWD", self.temporary: "$TMPDIR"}
        for folder, name in folders.items():
            text = text.replace(str(folder), name)
        return foreign.writable(text)


@contextmanager
def workplace() -> Iterator[Workplace]:
    """Make the folders of one run, and remove them afterwards.

    Raises
    ------
    UnmeasuredError
        If the disk is full at the end.
    """
    try:
        prefix = "" if session.is_begun() else "configbench-"
        place = Workplace(Path(tempfile.mkdtemp(prefix=prefix)).resolve())
    except OSError as error:
        raise UnmeasuredError(f"no place to run in: {error}") from error
    try:
        try:
            for folder in (place.work, place.home, place.temporary):
                folder.mkdir()
        except OSError as error:
            raise UnmeasuredError(f"no place to run in: {error}") from error
        yield place
        require_room(place.base)
    finally:
        foreign.remove(place.base)


def require_room(folder: Path) -> None:
    """Refuse to believe what was seen on a full disk.

    Raises
    ------
    UnmeasuredError
        If fewer than :data:`FREE` bytes are free.
    """
    # Of the parent: the folder itself may have been removed by the run.
    free = shutil.disk_usage(folder.parent).free
    if free < FREE:
        raise UnmeasuredError(
            f"{folder.parent}: {free // 1024} KiB are free, expected at least "
            f"{FREE // 1024}: what a program does on a full disk tells nothing"
        )


@contextmanager
def workplace_or(place: Workplace | None) -> Iterator[Workplace]:
    """Use the given place, or a new one that is removed afterwards."""
    if place is not None:
        yield place
        return
    with workplace() as new:
        yield new
