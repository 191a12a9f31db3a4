"""The processes below one, by ``/proc``: who they are, what they hold, and their end."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Seen(NamedTuple):
    """A process as ``/proc/PID/stat`` shows it."""

    parent: int
    state: str


def _numbers() -> Iterator[int]:
    with contextlib.suppress(OSError):
        yield from (int(name) for name in os.listdir("/proc") if name.isdecimal())


def _read(path: str) -> str:
    # Not by pathlib: this is done for every process, many times.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 4096).decode("utf-8", "replace")
    finally:
        os.close(descriptor)


def _look(pid: int) -> Seen:
    # The name, in parentheses, may hold anything.
    after = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return Seen(int(after[1]), after[0])


def everybody() -> dict[int, Seen]:
    """Return all processes that are not only waiting to be reaped."""
    found = {}
    for pid in _numbers():
        with contextlib.suppress(OSError, IndexError, ValueError):
            seen = _look(pid)
            if seen.state not in "ZX":
                found[pid] = seen
    return found


def below(root: int) -> set[int]:
    """Return the descendants of a process, itself aside."""
    children: dict[int, list[int]] = {}
    for pid, seen in everybody().items():
        children.setdefault(seen.parent, []).append(pid)
    found: set[int] = set()
    left = [root]
    while left:
        new = set(children.get(left.pop(), [])) - found
        found |= new
        left.extend(new)
    return found


def count_others() -> int:
    """Return how many processes ``/proc`` shows beside this one, those to be reaped included."""
    return sum(1 for _ in _numbers()) - 1


def memory(pids: set[int] | None, limit: int) -> int:
    """Return the bytes that some processes hold: private ones, and the most that one shares.

    Parameters
    ----------
    pids
        Their numbers; ``None`` for all that ``/proc`` shows.
    limit
        What matters.  What forks hold in common is counted for each of them, unless the sum is
        above this: only then it is worth a closer look.
    """
    own = [*_numbers()] if pids is None else pids
    texts = [_text(f"/proc/{pid}/status") for pid in own]
    shared = max((_kibibytes(text, "RssShmem:") for text in texts), default=0) * 1024
    private = sum(_kibibytes(text, "RssAnon:") for text in texts) * 1024
    if private + shared > limit:
        texts = [_text(f"/proc/{pid}/smaps_rollup") for pid in own]
        closer = sum(_kibibytes(text, "Pss_Anon:") for text in texts) * 1024
        private = closer or private
    return private + shared


def _text(path: str) -> str:
    try:
        return _read(path)
    except OSError:  # it has ended
        return ""


def _kibibytes(status: str, key: str) -> int:
    at = status.find(key)
    return int(status[at + len(key) :].split(None, 1)[0]) if at >= 0 else 0


def send(pid: int, number: int) -> None:
    """Send a signal to a process that may be gone."""
    with contextlib.suppress(OSError):
        os.kill(pid, number)


def end_below(
    root: int, reap: Callable[[], object], spared: frozenset[int] = frozenset()
) -> int:
    """End all descendants of a process; return how many there were.

    They are stopped first: what is stopped forks no more.

    Parameters
    ----------
    root
        The process.
    reap
        Collects children of this process that have ended.
    spared
        Those that are left, with what is below them.
    """
    ended: set[int] = set()
    while True:
        stopped: set[int] = set()
        while new := _below(root, spared) - stopped:
            for pid in new:
                send(pid, signal.SIGSTOP)
            stopped |= new
        if not stopped:
            return len(ended)
        for pid in stopped:
            send(pid, signal.SIGKILL)
        ended |= stopped
        reap()
        time.sleep(0.001)


def _below(root: int, spared: frozenset[int]) -> set[int]:
    found = below(root)
    for pid in spared:
        found -= below(pid) | {pid}
    return found
