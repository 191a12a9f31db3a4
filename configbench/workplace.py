"""The folders of one run, made for it and removed after it."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configbench import session
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

    def files(self) -> list[str]:
        """Return the relative names of all files in the working folder, sorted."""
        return sorted(
            str(path.relative_to(self.work))
            for path in self.work.rglob("*")
            if path.is_file()
        )

    def write(self, files: Mapping[str, str]) -> None:
        """Lay files out in the working folder, or with ``~/`` in the home folder."""
        for name, text in files.items():
            at_home = name.startswith("~/")
            path = self.home / name[2:] if at_home else self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def placeless(self, text: str) -> str:
        """Take the folders of this run out of a text, as it is published."""
        folders = {self.home: "$HOME", self.work: "$PWD", self.temporary: "$TMPDIR"}
        for folder, name in folders.items():
            text = text.replace(str(folder), name)
        return text


@contextmanager
def workplace() -> Iterator[Workplace]:
    """Make the folders of one run, and remove them afterwards.

    Raises
    ------
    UnmeasuredError
        If the disk is full at the end.
    """
    try:
        made = tempfile.TemporaryDirectory(
            prefix="" if session.is_begun() else "configbench-",
            ignore_cleanup_errors=True,
        )
    except OSError as error:
        raise UnmeasuredError(f"no place to run in: {error}") from error
    with made as name:
        place = Workplace(Path(name).resolve())
        try:
            for folder in (place.work, place.home, place.temporary):
                folder.mkdir()
        except OSError as error:
            raise UnmeasuredError(f"no place to run in: {error}") from error
        yield place
        require_room(place.base)


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


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Return the JSON objects in a file, a line each; none if there is no file.

    What is not a JSON object was not written by the probe and does not count.
    """
    found = []
    for line in file.read_bytes().splitlines() if file.is_file() else []:
        with suppress(ValueError, RecursionError):
            content = json.loads(line)
            if isinstance(content, dict):
                found.append(content)
    return found
