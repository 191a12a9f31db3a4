"""Workers on this machine: so many programs beside each other, a process each."""

import contextlib
import queue
import subprocess
import threading
from collections.abc import Iterator, Sequence

from configbench import interruption
from configbench.audit.programs import worker
from configbench.audit.programs.worker import Answer, Order
from configbench.foreign import ForeignError

#: How often an interruption is asked for, in seconds.
_LOOK = 0.1


class _Worker:
    """One process, started when it is needed first, and again if it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def follow(self, order: Order) -> Answer:
        """Have an order followed."""
        process = self._started()
        if process is None:
            return Answer(None, "ended before it was looked at")
        told = b""
        with contextlib.suppress(OSError):
            assert process.stdin is not None  # noqa: S101  for the reader: pipes were asked for
            assert process.stdout is not None  # noqa: S101
            process.stdin.write(worker.line(order))
            process.stdin.flush()
            told = process.stdout.readline()
        try:
            return worker.answer(told)
        except ForeignError:
            self._end()
            self.let_go()
            return Answer(
                None,
                f"the process that audits it has ended with {process.returncode} and no answer, "
                "as it does if memory is short",
            )

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                return None
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(  # noqa: S603  our own program
                    worker.command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    # Ctrl-C is heard by whoever waits.
                    start_new_session=True,
                )
            return self._process

    def close(self) -> None:
        """End it, whatever it does."""
        with self._lock:
            self._closed = True
        self._end()

    def let_go(self) -> None:
        """Close its pipes, once nobody reads them any more."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.communicate()

    def _end(self) -> None:
        with self._lock:
            process = self._process
        if process is not None:
            worker.end(process)


def followed(orders: Sequence[Order], beside: int) -> Iterator[tuple[int, Answer]]:
    """Yield the number of each order with what came of it, as they are done.

    Raises
    ------
    KeyboardInterrupt
        If this process was told to end meanwhile; then nothing runs any more.
    """
    numbers = iter(range(len(orders)))
    lock = threading.Lock()
    done: queue.SimpleQueue[tuple[int, Answer]] = queue.SimpleQueue()
    workers = [_Worker() for _ in range(min(beside, len(orders)))]

    def work(one: _Worker) -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            done.put((number, one.follow(orders[number])))

    threads = [
        threading.Thread(target=work, args=(each,), daemon=True) for each in workers
    ]
    for each in threads:
        each.start()
    try:
        for _ in orders:
            yield _next(done)
    finally:
        for one in workers:
            one.close()
        for each in threads:
            each.join()
        for one in workers:
            one.let_go()


def _next(done: "queue.SimpleQueue[tuple[int, Answer]]") -> tuple[int, Answer]:
    while True:
        interruption.check()
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=_LOOK)
