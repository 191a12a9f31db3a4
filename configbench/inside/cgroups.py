"""A control group for a server and all its runs: a last resort, where Linux lets us make one.

A supervisor looks at its run every 50 ms, by ``/proc``.  A fork bomb is faster, and memory that is
shared but mapped by nobody is not there; a group's caps hold for both.  A group for each run would
cost that milliseconds.  Where none can be made nothing is said, and nothing fails.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "configbench-"
#: How long it is tried to remove a group whose processes are about to end, in seconds.
_PATIENCE = 1.0

#: Whom the kernel ends first for want of memory.  A program should not outlive its supervisor, nor
#: a zygote, that may be larger than a program whose memory nobody maps.
_SCORE, _NEVER, _SOONER = Path("/proc/self/oom_score_adj"), -1000, 500


#: Whom the kernel has ended for want of memory: none of a group; one, when the group was at its
#: cap; one, though it was not.
NOBODY, AT_CAP, BELOW_CAP = "nobody", "at the cap", "below the cap"


class Caps(NamedTuple):
    """How many threads all runs of a server may have at a time, and how many bytes of memory."""

    processes: int = 16 * 1024
    memory: int = 10 * 1024**3


class Group:
    """A control group below the present one, or in version 1 one for each controller; or none.

    ``process`` is the folder that tells where this process is.
    """

    def __init__(self, caps: Caps, process: Path = Path("/proc/self")) -> None:
        self.folders: dict[str, Path] = {}
        self._before: tuple[int, int] | None = None
        pids, memory = str(caps.processes), str(caps.memory)
        # In version 2 it depends on the present group what files there are below it.
        both = {"../cgroup.subtree_control": "+pids +memory", "pids.max": pids}
        with contextlib.suppress(OSError, ValueError):
            here = _present(process)
            self._make(here, "", {**both, "memory.max": memory})
            self._make(here, "pids", {"pids.max": pids})
            self._make(here, "memory", {"memory.limit_in_bytes": memory})

    def _make(self, here: dict[str, Path], word: str, limits: dict[str, str]) -> None:
        if word not in here:
            return
        folder = here[word] / f"{_PREFIX}{os.getpid()}"
        try:
            _remove_stale(here[word])
            folder.mkdir()
            for name, limit in limits.items():
                (folder / name).write_text(limit, "ascii")
            self.folders[word] = folder
        except OSError:
            _remove(folder)

    def enter(self) -> None:
        """Be in it from now on, with all later children, and be spared if that is allowed."""
        for folder in self.folders.values():
            with contextlib.suppress(OSError):
                # Not by number: in a namespace a process does not know the one it has here.
                (folder / "cgroup.procs").write_text("0", "ascii")
        if self.folders:
            with contextlib.suppress(OSError):
                _SCORE.write_text(str(_NEVER), "ascii")

    def remove(self) -> None:
        """Remove it, once all that was in it has ended."""
        deadline = time.monotonic() + _PATIENCE
        for folder in self.folders.values():
            while not _remove(folder) and time.monotonic() < deadline:
                time.sleep(0.01)

    @contextlib.contextmanager
    def victims(self) -> Iterator[None]:
        """Let what is started meanwhile be ended for want of memory before this process is."""
        before = ""
        with contextlib.suppress(OSError):
            if self.folders:
                before = _SCORE.read_text("ascii")
                _SCORE.write_text(str(_SOONER), "ascii")
        yield
        with contextlib.suppress(OSError):
            if before:
                _SCORE.write_text(before, "ascii")

    def mark(self) -> None:
        """Begin to look for :meth:`starved`."""
        self._before = self._counts()

    def starved(self) -> str | None:
        """Return whom of it the kernel has ended for want of memory since the mark.

        Nothing, where it does not tell: there is no such group, or this process is in it no more.
        Which of its processes that was nobody tells.
        """
        now = self._counts()
        if now is None or self._before is None:
            return None
        (ended, met), (ended_before, met_before) = now, self._before
        if ended == ended_before:
            return NOBODY
        # Either alone says less: the machine may be short of memory, or a cache give way.
        return AT_CAP if met > met_before else BELOW_CAP

    def _counts(self) -> tuple[int, int] | None:
        """Return how many of it were ended, and how often its cap was met."""
        with contextlib.suppress(OSError, KeyError):
            folder = self.folders[""] if "" in self.folders else self.folders["memory"]
            # Others may move processes from group to group: then it counts those of others.
            if (
                str(os.getpid())
                not in (folder / "cgroup.procs").read_text("ascii").split()
            ):
                return None
            if "" in self.folders:
                text = (folder / "memory.events").read_text("ascii")
            else:
                text = (folder / "memory.oom_control").read_text("ascii")
                text += " oom " + (folder / "memory.failcnt").read_text("ascii")
            counts = dict(re.findall(r"(\w+) (\d+)", text))
            return int(counts["oom_kill"]), int(counts["oom"])
        return None


def _present(process: Path) -> dict[str, Path]:
    """Return the folders of the present groups, by controller; version 2's by an empty word."""
    own, found = {}, {}
    for line in (process / "cgroup").read_text("utf-8").splitlines():
        _, words, path = line.split(":", 2)
        own.update(dict.fromkeys(words.split(","), path))
    for line in (process / "mountinfo").read_text("utf-8").splitlines():
        left, _, right = line.partition(" - ")
        root, point = left.split()[3:5]
        kind, *_, options = right.split()
        held = {"cgroup": options.split(","), "cgroup2": [""]}.get(kind, [])
        for word in own.keys() & set(held):
            if os.path.commonpath([own[word], root]) == root:
                found[word] = Path(point, os.path.relpath(own[word], root))
    return found


def _remove_stale(parent: Path) -> None:
    """Remove the groups of servers that were killed; one that is in use stays in any case."""
    for folder in parent.glob(_PREFIX + "*"):
        number = folder.name[len(_PREFIX) :]
        if number == str(os.getpid()) or not os.path.exists(f"/proc/{number}"):
            _remove(folder)


def _remove(folder: Path) -> bool:
    """Remove a group with those that were made in it; return whether it is gone."""
    for path, _, _ in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(path)
    return not folder.exists()
