"""Where the time of a run went: seconds by the clock and of CPU time, by category."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.workers import cores
from configbench.process import cpu_spent


@dataclass
class _Share:
    """What a category took so far."""

    begun: float
    ended: float = 0.0
    cpu: float = 0.0
    units: int = 0


@dataclass
class Spent:
    """What was spent on each category; told from several threads.

    The seconds of a category are those from the beginning of its first unit to the end of its last.
    """

    shares: dict[str, _Share] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def on(self, category: str) -> Iterator[dict[str, float]]:
        """Measure one unit meanwhile; yields what then holds its seconds, in all and of CPU."""
        begun, before = time.monotonic(), cpu_spent()
        unit: dict[str, float] = {}
        with self._lock:
            share = self.shares.setdefault(category, _Share(begun))
        try:
            yield unit
        finally:
            ended, cpu = time.monotonic(), cpu_spent() - before
            unit |= {"seconds": round(ended - begun, 1), "cpu": round(cpu, 1)}
            with self._lock:
                share.ended = max(share.ended, ended)
                share.cpu += cpu
                share.units += 1

    def lines(self) -> list[str]:
        """Return a table, line by line; the CPU use is of all cores."""
        if not self.shares:
            return []
        table = Table(box=None, pad_edge=False)
        for title in ("where the time went", "units", "seconds", "of CPU", "CPU use"):
            table.add_column(title, justify="left" if not table.columns else "right")
        for category, share in self.shares.items():
            table.add_row(category, str(share.units), *_told(share))
        parts = self.shares.values()
        whole = _Share(
            min(share.begun for share in parts),
            max(share.ended for share in parts),
            sum(share.cpu for share in parts),
        )
        table.add_row("all", str(sum(share.units for share in parts)), *_told(whole))
        console = Console(file=io.StringIO(), width=88)
        with console.capture() as shown:
            console.print(table)
        return [line.rstrip() for line in shown.get().splitlines()]


def _told(share: _Share) -> tuple[str, str, str]:
    seconds = share.ended - share.begun
    use = share.cpu / (seconds * cores()) if seconds else 0.0
    return f"{seconds:.0f}", f"{share.cpu:.0f}", f"{use:.0%}"
