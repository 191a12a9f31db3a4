"""What both training processes do alike: one thread, nothing imported on the clock, the clocks."""

import resource
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import torch
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]  # it has no types

T = TypeVar("T")


class Clocked(NamedTuple):
    """Seconds of one call."""

    cpu: float
    wall: float


def prepare() -> int:
    """Use one thread, have everything imported; return the peak memory so far, in KiB."""
    torch.set_num_threads(1)
    # Torch imports much of itself at the first optimizer's first step, scikit-learn at a score.
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([weight])
    weight.sum().backward()  # type: ignore[no-untyped-call]  # torch's own
    optimizer.step()
    roc_auc_score([0, 1], [0.0, 1.0])
    return peak()


def peak() -> int:
    """Return the peak memory of this process (``ru_maxrss``), in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def clocked(call: Callable[[], T]) -> tuple[T, Clocked]:
    """Call, and return what is returned and the seconds that it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = call()
    return result, Clocked(time.process_time() - cpu, time.perf_counter() - wall)
