"""Jobs beside each other, a thread for each core: mostly a job waits for programs."""

import os
import threading
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from configbench import interruption

T = TypeVar("T")
K = TypeVar("K")

#: How often a waiting thread asks whether the process was told to end, in seconds.
_LOOK = 0.05


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Memory(Generic[K, T]):
    """Values by key, each made once: who asks while it is made waits for it, and for no other."""

    def __init__(self) -> None:
        self._values: dict[K, T] = {}
        self._locks: dict[K, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], T]) -> T:
        """Return the value of a key; what ``make`` raises is nothing to remember."""
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._values:
                self._values[key] = make()
            return self._values[key]


class _Job(Generic[T]):
    """A job, and what came of it once it is over."""

    def __init__(self, do: Callable[[], T]) -> None:
        self._do = do
        self._value: list[T] = []
        self._fault: BaseException | None = None
        self.over = threading.Event()

    def run(self) -> None:
        """Do it; whatever it raises is kept."""
        try:
            interruption.check()
            self._value.append(self._do())
        except BaseException as fault:  # noqa: BLE001  raised where it is asked for
            self._fault = fault
        self.over.set()

    def result(self) -> T:
        if self._fault is not None:
            raise self._fault
        return self._value[0]


class Workers(Generic[T]):
    """Jobs by name, begun in their order, as many at a time as there are threads.

    The threads are daemons: a process that is told twice to end waits for none of them.
    """

    def __init__(self, jobs: Mapping[str, Callable[[], T]], threads: int) -> None:
        self._jobs = {name: _Job(do) for name, do in jobs.items()}
        self._left = iter([*self._jobs.values()])
        self._lock = threading.Lock()
        self._given_up = False
        count = min(threads, len(self._jobs))
        self._threads = [
            threading.Thread(target=self._work, daemon=True) for _ in range(count)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job is at work, or left."""
        return any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            job.run()

    def _next(self) -> _Job[T] | None:
        with self._lock:
            return None if self._given_up else next(self._left, None)

    def result(self, name: str) -> T:
        """Wait for a job; return what it gave, or raise what it raised.

        Raises
        ------
        KeyboardInterrupt
            If this process was told to end meanwhile.
        """
        job = self._jobs[name]
        while not job.over.wait(_LOOK):
            interruption.check()
        return job.result()

    def finish(self) -> None:
        """Wait until nothing is at work any more; errors are those of :meth:`result`."""
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_LOOK)
                interruption.check()

    def give_up(self) -> None:
        """Begin no further job, and wait for those at work."""
        with self._lock:
            self._given_up = True
        for thread in self._threads:
            thread.join()
