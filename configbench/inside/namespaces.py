"""Namespaces of Linux, as far as a run needs them; ``os`` has them from Python 3.12 on only.

A run in a PID namespace has a first process of its own.  Signals from inside do not reach that one,
and whatever its descendants do, they all end with it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

try:
    import ctypes
except ImportError:  # an interpreter built without libffi
    _libc = None
else:
    _libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_NEWNET = 0x40000000
_NOSUID, _NODEV, _NOEXEC, _BIND, _REC, _PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_DETACH, _NOFOLLOW = 2, 8
#: ``mount_setattr(2)``, which has no function in the C library everywhere; its number is the same
#: on all machines that can be met.
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE, _READ_ONLY = 442, -100, 0x8000, 1
_DEATH_SIGNAL, _SUBREAPER = 1, 36
#: The header of ``capset(2)``: its third version.
_CAPABILITIES = 0x20080522

#: Where programs share memory.
SHARED = "/dev/shm"  # noqa: S108  no file of ours: the place itself


def _call(name: str, *arguments: object) -> None:
    """Call a function of the C library; ``OSError`` if it fails or is not there."""
    function = getattr(_libc, name, None)
    if function is None:
        raise OSError(f"there is no {name} here")
    if function(*arguments):
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def die_with_parent(number: int) -> None:
    """Be sent a signal when the thread that forked this process ends; nothing elsewhere."""
    with contextlib.suppress(OSError):
        _call("prctl", _DEATH_SIGNAL, number, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends; ``OSError`` elsewhere."""
    _call("prctl", _SUBREAPER, 1, 0, 0, 0)


def enter() -> bool:
    """Let the next child be the first of a PID namespace; return whether it needed a user's.

    Raises
    ------
    OSError
        If that is not allowed here.
    """
    try:
        _call("unshare", _NEWPID)
    except PermissionError:
        user, group = os.geteuid(), os.getegid()
        _call("unshare", _NEWUSER | _NEWPID)
        own = Path("/proc/self")
        (own / "setgroups").write_text("deny", encoding="ascii")
        (own / "uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        (own / "gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        return True
    return False


def leave(own: int) -> None:
    """Let later children be in the namespace that the descriptor ``own`` stands for again."""
    # Else a second call of enter() fails, and there would be one namespace for all runs.
    _call("setns", own, _NEWPID)


def furnish() -> None:
    """Give this process, the first of its namespace, a ``/proc`` and mounts of its own.

    Raises
    ------
    OSError
        If that is not allowed here.
    """
    _call("unshare", _NEWNS | _NEWIPC)
    _call("mount", None, b"/", None, _REC | _PRIVATE, None)
    # psutil, and Ray with it, takes a number from os.getpid() and looks for it in /proc.
    _call("mount", b"proc", b"/proc", b"proc", _NOSUID | _NODEV | _NOEXEC, None)


def share(size: int) -> bool:
    """Give a furnished process shared memory of its own, of ``size`` bytes at most.

    Return whether there is any shared memory here.
    """
    if not os.path.isdir(SHARED):
        return False
    options = f"size={size},mode=1777".encode()
    _call("mount", b"tmpfs", SHARED.encode(), b"tmpfs", _NOSUID | _NODEV, options)
    return True


# -- for a run that is apart (apart.py) -------------------------------------------------------


def cut_network() -> None:
    """Give this process a network of its own, in which it talks to itself alone."""
    _call("unshare", _NEWNET)
    # Only a run that is apart needs these.
    import fcntl
    import socket
    import struct

    set_flags, up = 0x8914, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14x", b"lo", up))


def mount_memory(folder: str, size: int, files: int) -> None:
    """Mount a file system in memory, of so many bytes and files at most."""
    options = f"size={size},nr_inodes={files},mode=700".encode()
    _call("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", _NOSUID | _NODEV, options)


def mount_overlay(folder: str, lower: int, upper: int, work: int) -> None:
    """Mount an overlay, whose layers are descriptors: no name of a folder is too strange for it."""
    layers = {"lowerdir": lower, "upperdir": upper, "workdir": work}
    options = ",".join(f"{name}=/proc/self/fd/{each}" for name, each in layers.items())
    # Folders can be renamed, where that is allowed; an ordinary user's are said to lie elsewhere.
    for more in ("redirect_dir=on", "userxattr"):
        with contextlib.suppress(OSError):
            _mount_overlay(folder, f"{options},{more}")
            return
    _mount_overlay(folder, options)


def _mount_overlay(folder: str, options: str) -> None:
    _call(
        "mount", b"overlay", os.fsencode(folder), b"overlay", 0, options.encode("ascii")
    )


def bind(source: str, target: str) -> None:
    """Let what is at ``source`` be at ``target``, too."""
    _call("mount", os.fsencode(source), os.fsencode(target), None, _BIND, None)


def unmount(path: str, *, follow: bool = False) -> None:
    """Take the uppermost mount away from a path, though it is in use."""
    _call("umount2", os.fsencode(path), _DETACH | (0 if follow else _NOFOLLOW))


def make_read_only(path: str) -> None:
    """Let nothing be written to what is mounted at a path and below it."""
    _set_read_only(path, most=True)


def make_writable(path: str) -> None:
    """Let what is mounted at a path be written to again."""
    _set_read_only(path, most=False)


def _set_read_only(path: str, *, most: bool) -> None:
    wanted = (_READ_ONLY, 0) if most else (0, _READ_ONLY)
    attributes = (ctypes.c_uint64 * 4)(*wanted, 0, 0)
    numbers = (ctypes.c_long(_MOUNT_SETATTR), ctypes.c_long(_AT_FDCWD))
    flags = ctypes.c_long(_AT_RECURSIVE if most else 0)
    size = ctypes.c_long(ctypes.sizeof(attributes))
    name = os.fsencode(path)
    _call("syscall", *numbers, name, flags, ctypes.byref(attributes), size)


def mount_points() -> list[str]:
    """Return where something is mounted, in the order in which that was done."""
    with open("/proc/self/mountinfo", "rb") as file:
        return [_unescaped(line.split()[4]) for line in file]


def _unescaped(path: bytes) -> str:
    first, *rest = path.split(b"\\")
    parts = [bytes([int(each[:3], 8)]) + each[3:] for each in rest]
    return os.fsdecode(first + b"".join(parts))


# -- the rights of the first process ----------------------------------------------------------


def drop_capabilities() -> None:
    """Give up what the first process of a user's namespace may do beyond that user."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def work_here() -> bool:
    """Return whether runs can have namespaces here: by trying it in a child."""
    with contextlib.suppress(OSError):
        pid = os.fork()
        if pid == 0:
            code = 1
            with contextlib.suppress(BaseException):
                enter()
                code = _first_of_a_namespace()
            os._exit(code)
        _, status = os.waitpid(pid, 0)
        return status == 0
    return False


def _first_of_a_namespace() -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        with contextlib.suppress(BaseException):
            # As a server does: itself the first of a namespace, it makes another for each run.
            own = os.open("/proc/self/ns/pid", os.O_RDONLY)
            enter()
            leave(own)
            furnish()
            share(1 << 20)
            code = 0
        os._exit(code)
    _, status = os.waitpid(pid, 0)
    return int(status != 0)
