"""A job in a thread beside: it has a stack of its own, and one that hangs is left behind."""

import time
from _thread import _count, allocate_lock, start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Callable


def beside(job: "Callable[[], None]", seconds: float) -> bool:
    """Run a job in a thread of its own; return whether it came to its end in time.

    It has this thread's context variables, but not its thread-locals.  ``threading`` is not
    imported: it would register the thread, and the program may not have it.
    """
    from _contextvars import copy_context

    done = allocate_lock()
    done.acquire()
    context = copy_context()

    def run() -> None:
        try:
            context.run(job)
        except BaseException:  # noqa: BLE001, S110  it would be printed into the program's output
            pass
        finally:
            done.release()

    before = _count()
    start_new_thread(run, ())
    if not done.acquire(timeout=seconds):
        return False
    # Gone before a program that forks next would be warned of it.
    for _ in range(100):
        if _count() <= before:
            break
        time.sleep(0)
    return True
