"""Many things done beside each other, by threads, while somebody waits for them and may not."""

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Generic, Self, TypeVar

from configbench import interruption

_Asked = TypeVar("_Asked")
_Done = TypeVar("_Done")

#: How often an interruption is asked for, in seconds.
_LOOK = 0.05
#: Jobs that are ready for each thread, beside the one that it does.
_AHEAD = 2


class Beside(Generic[_Asked, _Done]):
    """Things, each by a function, as many beside each other as there are threads; a context."""

    def __init__(
        self, threads: int, do: Callable[[_Asked], _Done], stopping: threading.Event
    ) -> None:
        self._most = threads * _AHEAD
        self._do = do
        self._stopping = stopping
        self._pool = ThreadPoolExecutor(threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what nobody waits for any more."""
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._stopping.clear()

    def done(self, lines: Iterable[_Asked]) -> Iterator[_Done]:
        """Yield what became of each, as they are done; no more are begun than are waited for."""
        left = iter(lines)
        waiting: set[Future[_Done]] = set()
        while True:
            for asked in itertools.islice(left, self._most - len(waiting)):
                waiting.add(self._pool.submit(self._do, asked))
            if not waiting:
                return
            over, waiting = wait(waiting, _LOOK, FIRST_COMPLETED)
            interruption.check()
            for each in over:
                yield each.result()
