"""The fork servers: kept, shared by programs with the same libraries, and ended with the harness."""

import atexit
import sys
from pathlib import Path

from benchmarks.paths import CONTROL
from benchmarks.process import Command, environment, run
from benchmarks.registry import Adapter
from benchmarks.workplace import workplace
from benchmarks.zygote import Zygote


class Nursery:
    """The zygotes: for probes and for trainings, of each set of distributions.

    Programs with the same distributions share one; that more is imported than a program asks for
    does not show in what arrives.
    """

    def __init__(self) -> None:
        self._zygotes: dict[tuple[str, tuple[str, ...]], Zygote] = {}
        self._modules: dict[tuple[str, ...], list[str]] = {}
        self.enabled = sys.platform == "linux"

    def probing(self, adapter: Adapter, *, own_core: bool = False) -> Zygote | None:
        """Return the zygote for probes of ``adapter``; without our core if it has its own."""
        kind = "libraries" if own_core else "probes"
        return self._get(kind, adapter.distributions, adapter.program)

    def training(self, adapter: Adapter | None) -> Zygote | None:
        """Return the zygote for trainings of ``adapter``, or of the core alone."""
        if adapter is None:
            return self._get("trainings", (), CONTROL)
        return self._get("trainings", adapter.distributions, adapter.program)

    def _get(
        self, kind: str, distributions: tuple[str, ...], program: Path
    ) -> Zygote | None:
        if not self.enabled:
            return None
        if not self._zygotes:
            atexit.register(self.close)
        key = (kind, distributions)
        zygote = self._zygotes.pop(key, None)
        if zygote is not None and zygote.ended:
            zygote.close()
            zygote = None
        # Put back as the last: the order is that of use.
        self._zygotes[key] = zygote or self._make(kind, distributions, program)
        self._forget_trainings()
        return self._zygotes[key]

    def _make(self, kind: str, distributions: tuple[str, ...], program: Path) -> Zygote:
        if distributions not in self._modules:
            self._modules[distributions] = _learn(program)
        modules = self._modules[distributions]
        if kind == "libraries":
            ours = "shared_model"
            modules = [name for name in modules if name.partition(".")[0] != ours]
        elif kind == "trainings":
            modules = [*modules, *TRAINING_MODULES]
        return Zygote(modules, environment(Path("/nonexistent")))

    def _forget_trainings(self) -> None:
        # Each holds torch, some 300 MiB.
        held = [key for key in self._zygotes if key[0] == "trainings"]
        for key in held[:-_TRAININGS_HELD]:
            self._zygotes.pop(key).close()

    def close(self) -> None:
        """End all zygotes."""
        while self._zygotes:
            self._zygotes.popitem()[1].close()


#: How many zygotes with torch are kept: the core alone, a row, and its neighbour.
_TRAININGS_HELD = 3

#: What the core imports to train: no torch operation runs before the fork.
TRAINING_MODULES = [
    "torch",
    "torch._dynamo",
    "torch._inductor.config",
    "sklearn.metrics",
]

NURSERY = Nursery()


def _learn(program: Path) -> list[str]:
    """Run ``program`` once in a fork of an empty zygote; return the modules that it imported."""
    zygote = Zygote([], environment(Path("/nonexistent")))
    try:
        with workplace() as place:
            names = place.base / "modules"
            record = f"record:{place.base / 'record'}"
            argv = ("python", str(program))
            run(Command(argv, place, record, learn=names), zygote)
            text = names.read_text(encoding="utf-8") if names.is_file() else ""
    finally:
        zygote.close()
    return [name for name in text.splitlines() if name != "__main__"]
