"""What a run saves: files of a name that are written and closed, and kept when it has ended.

A request may ask for this by ``saving``, a mapping:

``laid``
    A folder of what is laid into ``folder`` before the program starts; empty for nothing.
``folder``, ``pattern``
    Where files are looked for, and the parts of their relative path, ``**`` for any folders; an
    empty pattern asks for none.  It may also fit a folder in which files are written.
``into``
    A folder of the run's own, in which what was saved is kept by its relative path.
``whole``
    Whether all is kept that was written below ``folder``.
``sought``, ``beside``
    Bytes, in hexadecimal, that are looked for in all that was written; where no overlay tells what
    that is, below ``folder``, and below folders that were empty when the run began.
``told``
    A file of the run's own for what was seen, a JSON object: ``saved``, a relative path or null;
    ``count``, how many fit; ``lacking``, why none was taken; ``landed``, a list of paths for each
    of ``sought``.

A file counts from the moment that nobody has it open for writing and it has been as it is for
:data:`QUIET` seconds: what writes in several steps is waited for.  Then the run has done what it is
for.
"""

from __future__ import annotations

import contextlib
import fnmatch
import json
import os
import shutil
import stat
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from . import apart, processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: How long a file must have been as it is, in seconds.
QUIET = 0.3
#: How often a folder that no overlay covers is looked through, in seconds.
_SLOWLY = 0.25
#: Bytes that are kept of what was saved, and read of any file in which something is looked for.
_MOST = 1 << 30
#: Files that are listed, and how deep they may lie.
_LISTED, _DEPTH = 50_000, 32
_PART = 1 << 20
#: ``os.O_ACCMODE`` is not there in Python 3.8.
_ACCESS = os.O_RDONLY | os.O_WRONLY | os.O_RDWR

NOTHING, OPEN, LARGE = "nothing", "open", "large"


class _Mark(NamedTuple):
    """By what it is known that a file has changed."""

    inode: int
    size: int
    time: int


class Saving:
    """What one run saves, seen by its supervisor.

    Parameters
    ----------
    asked
        As above.
    living
        Returns the processes of the run.

    Raises
    ------
    OSError
        If something cannot be laid.
    """

    def __init__(
        self, asked: Mapping[str, Any], living: Callable[[], Iterator[int]]
    ) -> None:
        self._asked = asked
        self._living = living
        self._folder: str = asked["folder"]
        self._covered = apart.covers(self._folder)
        if asked["laid"]:
            _lay(asked["laid"], self._folder)
        self._before = {} if self._covered else _marks(self._folder)
        self._seen: dict[str, tuple[dict[str, _Mark], float]] = {}
        self._next = 0.0
        self._open: set[str] = set()

    def is_done(self) -> bool:
        """Whether something was written and closed."""
        now = time.monotonic()
        if not self._asked["pattern"] or now < self._next:
            return False
        self._next = now if self._covered else now + _SLOWLY
        seen = {}
        for name, marks in self._found().items():
            before = self._seen.get(name)
            same = before is not None and before[0] == marks
            seen[name] = (marks, before[1] if before and same else now)
        self._seen = seen
        ripe = [
            name
            for name, (marks, since) in seen.items()
            # Made and not written yet.
            if now - since >= QUIET and any(each.size for each in marks.values())
        ]
        return any(not self._is_open(seen[name][0]) for name in ripe)

    def look_back(self) -> None:
        """See what is still being written, before the processes that are left are ended."""
        if self._asked["pattern"]:
            found = self._found()
            self._open = {name for name in found if self._is_open(found[name])}

    def tell(self, exceeded: str | None) -> None:
        """Keep what was saved, and tell; once nobody writes any more.

        Of a run that a limit has ended nothing was ever done.
        """
        found = self._found() if self._asked["pattern"] else {}
        done = {} if exceeded else found
        closed = [name for name in done if name not in self._open]
        closed.sort(key=lambda name: (max(m.time for m in found[name].values()), name))
        lacking = "" if closed else (OPEN if found else NOTHING)
        saved = closed[0] if closed else None
        if saved is not None:
            kept = found[saved]
            if self._asked["whole"]:
                kept = {**self._all(), **kept}
            if sum(each.size for each in kept.values()) > _MOST:
                saved, lacking = None, LARGE
            else:
                self._keep([*kept])
        sought = [bytes.fromhex(each) for each in self._asked["sought"]]
        told = {
            "saved": saved,
            "count": len(found),
            "lacking": lacking,
            "landed": self._landed(sought),
        }
        _write(self._asked["told"], json.dumps(told).encode())

    # -- what fits
    def _found(self) -> dict[str, dict[str, _Mark]]:
        """Return what fits the pattern, each with its files and how they are."""
        found: dict[str, dict[str, _Mark]] = {}
        for name, mark in self._all().items():
            parts = name.split("/")
            for count in range(1, len(parts) + 1):
                if fits(parts[:count], self._asked["pattern"]):
                    found.setdefault("/".join(parts[:count]), {})[name] = mark
        return found

    def _all(self) -> dict[str, _Mark]:
        found = {}
        for name in self._written():
            mark = _mark(os.path.join(self._folder, name))
            if mark is not None:
                found[name] = mark
        return found

    def _written(self) -> Iterator[str]:
        if self._covered:
            yield from apart.written(self._folder)
            return
        for name, mark in _marks(self._folder).items():
            if self._before.get(name) != mark:
                yield name

    def _is_open(self, marks: Mapping[str, _Mark]) -> bool:
        """Whether somebody may still write to one of some files; who cannot be asked may."""
        files = set()
        for name in marks:
            with contextlib.suppress(OSError):
                there = os.lstat(os.path.join(self._folder, name))
                files.add((there.st_dev, there.st_ino))
        return any(_writes(pid, files) for pid in self._living())

    # -- what is kept
    def _keep(self, names: Sequence[str]) -> None:
        # The run could have put anything there.
        _remove(self._asked["into"])
        for name in names:
            target = os.path.join(self._asked["into"], name)
            with contextlib.suppress(OSError):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                _copy(os.path.join(self._folder, name), target)

    def _landed(self, sought: Sequence[bytes]) -> list[list[str]]:
        landed: list[list[str]] = [[] for _ in sought]
        if not sought:
            return landed
        for path in self._everything():
            for number in _held(path, sought):
                landed[number].append(path)
        return landed

    def _everything(self) -> Iterator[str]:
        if self._covered:
            yield from apart.everything()
            return
        for name in self._written():
            yield os.path.join(self._folder, name)
        for folder in self._asked["beside"]:
            for name in _marks(folder):
                yield os.path.join(folder, name)


def fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a pattern.

    >>> fits(["runs", "1", "config.json"], ["**", "*.json"]), fits(["a"], ["b"])
    (True, False)
    """
    if not pattern:
        return not parts
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        return any(fits(parts[count:], rest) for count in range(len(parts) + 1))
    return (
        bool(parts) and fnmatch.fnmatchcase(parts[0], first) and fits(parts[1:], rest)
    )


def _writes(pid: int, files: set[tuple[int, int]]) -> bool:
    """Whether a process has one of some files open for writing."""
    folder = f"/proc/{pid}/fd"
    try:
        numbers = os.listdir(folder)
    except FileNotFoundError:  # it has ended
        return False
    except OSError:
        return True
    for number in numbers:
        with contextlib.suppress(OSError, ValueError, IndexError):
            there = os.stat(f"{folder}/{number}")
            if (there.st_dev, there.st_ino) in files and _flags(pid, number) & _ACCESS:
                return True
    return False


def _flags(pid: int, number: str) -> int:
    with open(f"/proc/{pid}/fdinfo/{number}", encoding="ascii") as file:
        for line in file:
            if line.startswith("flags:"):
                return int(line.split()[1], 8)
    return _ACCESS


def _mark(path: str) -> _Mark | None:
    """Return how a regular file is; None if it is none."""
    try:
        there = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(there.st_mode):
        return None
    return _Mark(there.st_ino, there.st_size, there.st_mtime_ns)


def _marks(folder: str) -> dict[str, _Mark]:
    """Return the regular files below a folder, by their relative names."""
    found: dict[str, _Mark] = {}
    left = [("", 0)]
    while left and len(found) < _LISTED:
        name, depth = left.pop()
        for entry in _entries(os.path.join(folder, name)):
            path = os.path.join(name, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEPTH:
                    left.append((path, depth + 1))
                continue
            mark = _mark(entry.path)
            if mark is not None:
                found[path] = mark
    return found


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [each for each in entries if apart.is_work(each.name)]
    except OSError:
        return []


def _lay(source: str, folder: str) -> None:
    """Copy the files below a folder into another, whose own modes and times stay."""
    for name in _marks(source):
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(os.path.join(source, name), target, follow_symlinks=False)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            os.unlink(path)


def _copy(source: str, target: str) -> None:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(source, flags), "rb") as read, open(target, "xb") as written:
        shutil.copyfileobj(read, written, _PART)


def _held(path: str, sought: Sequence[bytes]) -> Iterator[int]:
    """Yield the numbers of what a file holds."""
    longest = max(map(len, sought))
    left = {*range(len(sought))}
    with contextlib.suppress(OSError):
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return
            end, read = b"", 0
            while left and read < _MOST and (part := file.read(_PART)):
                read += len(part)
                there = {each for each in left if sought[each] in end + part}
                yield from sorted(there)
                left -= there
                end = part[-longest:]


def _write(path: str, content: bytes) -> None:
    with contextlib.suppress(OSError):
        _remove(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)


def living(confined: bool) -> Iterator[int]:  # noqa: FBT001  one word of a supervisor
    """Yield the processes of a run, this one aside; all that there are, where it is alone."""
    own = os.getpid()
    for pid in processes.everybody() if confined else processes.below(own):
        if pid != own:
            yield pid
