"""What a run changes stays with it: overlays at the same path, no network, the rest read-only.

A request may ask for this by ``apart``, a mapping:

``overlays``
    Folders.  What the run writes below them is in memory and vanishes with it; it sees all else of
    them as it is, at the same path.  What is mounted below one of them is covered likewise.
``writable``
    Folders that are written to as ever: its own.
``at``
    An empty folder, for a moment of mounting; none of the others.
``room``
    How many bytes it may write below all overlays.
``network``
    Whether it has one, beyond itself.
``hidden``
    Devices that are nothing to it.
``listed``, ``told``
    Folders, and a file that tells which of their files were made, changed or removed: names
    relative to the folder behind its number, each ended by a zero.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

from . import namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: How many files a run may make below its overlays; of how many it is told; how deep they may lie.
_FILES, _TOLD, _DEPTH = 200_000, 10_000, 64

#: What is no work of the program: Python's own files, and an index that git refreshes by looking.
_NOT_ITS_OWN = frozenset({"__pycache__", ".git"})


def is_work(name: str) -> bool:
    """Whether what is called so may be a program's work, by this one part of its path."""
    return name not in _NOT_ITS_OWN and not name.endswith(".pyc")


class _Layer(NamedTuple):
    """An overlay: where it is, and descriptors of what is below it and of what was written."""

    folder: str
    lower: int
    upper: int


#: The overlays of this process; a supervisor inherits those of a zygote, to be taken away.
_layers: list[_Layer] = []


def enter(asked: Mapping[str, Any]) -> None:
    """Put this process apart, which has mounts of its own, with all that it starts.

    Raises
    ------
    OSError
        If something of it is not allowed here, or some folder is not there.
    """
    _leave_inherited()
    if not asked["network"]:
        namespaces.cut_network()
    if not asked["overlays"]:
        return
    points = namespaces.mount_points()
    lowers = [(each, _opened(each)) for each in asked["overlays"]]
    nested = [*_opened_if_there(_below(points, asked["overlays"]))]
    own = [(each, _opened(each)) for each in asked["writable"]]
    namespaces.make_read_only("/")
    # The score by which the kernel chooses whom to end is written there, and threads are named.
    namespaces.make_writable("/proc")
    namespaces.mount_memory(asked["at"], asked["room"], _FILES)
    room = _opened(asked["at"])
    for folder, lower in lowers:
        _cover(folder, lower, room)
    for path, lower in nested:
        _cover_nested(path, lower, room)
    # By its descriptor: an overlay may lie above its place by now.
    namespaces.unmount(_by_descriptor(room), follow=True)
    for path, descriptor in own:
        namespaces.bind(_by_descriptor(descriptor), path)
        namespaces.make_writable(path)
    for device in asked["hidden"]:
        with contextlib.suppress(OSError):
            namespaces.bind(os.devnull, device)
    for _, descriptor in [*own, ("", room)]:
        os.close(descriptor)


def descriptors() -> frozenset[int]:
    """Return the descriptors that a fork must close."""
    return frozenset(each for layer in _layers for each in (layer.lower, layer.upper))


def used() -> int:
    """Return how many bytes were written below all overlays."""
    for layer in _layers:
        room = os.fstatvfs(layer.upper)
        return (room.f_blocks - room.f_bfree) * room.f_frsize
    return 0


def left() -> tuple[int, int]:
    """Return how many bytes and files are left: other numbers, once something has been written."""
    for layer in _layers:
        room = os.fstatvfs(layer.upper)
        return room.f_bfree, room.f_ffree
    return 0, 0


def covers(folder: str) -> bool:
    """Whether an overlay covers a folder."""
    return any(
        folder == layer.folder or folder.startswith(layer.folder + "/")
        for layer in _layers
    )


def everything() -> Iterator[str]:
    """Yield the absolute names of all files that were made or changed below all overlays."""
    for layer in _layers:
        for name in _changed(layer, "."):
            yield os.path.normpath(os.path.join(layer.folder, name))


def tell(asked: Mapping[str, Any]) -> None:
    """Write down which files were written, once nobody writes any more."""
    if not asked.get("told"):
        return
    told = bytearray()
    for number, folder in enumerate(asked["listed"]):
        for name in written(folder):
            told += b"%d %s\0" % (number, os.fsencode(name))
    with contextlib.suppress(OSError):
        # The run could have put anything there.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(asked["told"])
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(asked["told"], flags, 0o600), "wb") as file:
            file.write(told)


# -- mounting -------------------------------------------------------------------------------------


def _leave_inherited() -> None:
    """Uncover what a zygote has covered for itself: each run sees what its user left there."""
    while _layers:
        layer = _layers.pop()
        namespaces.unmount(layer.folder)
        os.close(layer.lower)
        os.close(layer.upper)


def _below(points: Sequence[str], folders: Sequence[str]) -> list[str]:
    """Return what is mounted below some folders, outer before inner, each once."""
    found = {
        point
        for point in points
        for folder in folders
        if point.startswith(folder.rstrip("/") + "/")
    }
    return sorted(found)


def _cover(folder: str, lower: int, room: int) -> None:
    number = str(len(_layers))
    os.mkdir(number, dir_fd=room)
    below = os.open(number, os.O_PATH, dir_fd=room)
    try:
        upper, work = _made("upper", below), _made("work", below)
        _liken(upper, os.fstat(lower))
        namespaces.mount_overlay(folder, lower, upper, work)
        os.close(work)
    finally:
        os.close(below)
    _layers.append(_Layer(folder, lower, upper))


def _liken(upper: int, lower: os.stat_result) -> None:
    """Let an overlay's folder have the mode, owner and time of what is below it."""
    path = _by_descriptor(upper)
    with contextlib.suppress(OSError):  # an owner that a user's namespace does not know
        os.chown(path, lower.st_uid, lower.st_gid)
    os.chmod(path, stat.S_IMODE(lower.st_mode))
    os.utime(path, ns=(lower.st_atime_ns, lower.st_mtime_ns))


def _cover_nested(path: str, lower: int, room: int) -> None:
    """Cover what is mounted below a covered folder; else it is only read; else it is hidden."""
    with contextlib.suppress(OSError):
        if stat.S_ISDIR(os.fstat(lower).st_mode):
            _cover(path, lower, room)
            return
    with contextlib.suppress(OSError):
        namespaces.bind(_by_descriptor(lower), path)
    os.close(lower)


def _made(name: str, below: int) -> int:
    os.mkdir(name, dir_fd=below)
    return os.open(name, os.O_PATH | os.O_CLOEXEC, dir_fd=below)


def _opened(path: str) -> int:
    return os.open(path, os.O_PATH | os.O_CLOEXEC)


def _opened_if_there(paths: Sequence[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        with contextlib.suppress(OSError):  # a file system whose server is gone
            yield path, _opened(path)


def _by_descriptor(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"


# -- what was written -----------------------------------------------------------------------------


def written(folder: str) -> Iterator[str]:
    """Yield the names of files below a folder that were made, changed or removed, relative."""
    count = 0
    for layer in _layers:
        beneath = os.path.relpath(layer.folder, folder)
        above = os.path.relpath(folder, layer.folder)
        if not above.startswith(".."):
            start, prefix = above, "."
        elif not beneath.startswith(".."):
            start, prefix = ".", beneath
        else:
            continue
        for name in _changed(layer, start):
            # As if below the root: a supervisor's own folder may be covered, and without a name.
            beside = os.path.relpath("/" + name, "/" + start)
            yield os.path.normpath(os.path.join(prefix, beside))
            count += 1
            if count == _TOLD:
                return


def _changed(layer: _Layer, start: str) -> Iterator[str]:
    """Yield names below ``start``, relative to the layer."""
    left = [start]
    while left:
        folder = left.pop()
        with contextlib.suppress(OSError):
            for entry in _entries(layer.upper, folder):
                name = os.path.join(folder, entry)
                if not is_work(entry):
                    continue
                now = os.stat(name, dir_fd=layer.upper, follow_symlinks=False)
                if stat.S_ISDIR(now.st_mode):
                    if name.count("/") < _DEPTH:
                        left.append(name)
                elif stat.S_ISCHR(now.st_mode) and not now.st_rdev:
                    yield from _removed(layer.lower, name)
                elif not _is_as_below(layer.lower, name, now):
                    yield name


def _removed(lower: int, name: str) -> Iterator[str]:
    """Yield the files that were below a removed name."""
    if not stat.S_ISDIR(os.stat(name, dir_fd=lower, follow_symlinks=False).st_mode):
        yield name
    elif name.count("/") < _DEPTH:
        for entry in _entries(lower, name):
            if is_work(entry):
                yield from _removed(lower, os.path.join(name, entry))


def _entries(above: int, folder: str) -> list[str]:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=above)
    try:
        return os.listdir(opened)
    finally:
        os.close(opened)


def _is_as_below(lower: int, name: str, now: os.stat_result) -> bool:
    """Whether a file was only opened, and so copied, or had its mode changed."""
    try:
        before = os.stat(name, dir_fd=lower, follow_symlinks=False)
    except OSError:
        return False
    same = (before.st_size, before.st_mtime_ns) == (now.st_size, now.st_mtime_ns)
    return same and stat.S_IFMT(before.st_mode) == stat.S_IFMT(now.st_mode)
