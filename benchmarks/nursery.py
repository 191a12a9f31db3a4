"""The zygotes: kept, shared by programs with the same libraries, and ended with the harness."""

import atexit
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import filterfalse
from pathlib import Path

from benchmarks import core
from benchmarks.environments import Environment
from benchmarks.registry import Adapter, control
from benchmarks.workers import Memory
from configbench import foreign
from configbench.foreign import ForeignError
from configbench.looking import planting
from configbench.places import Place
from configbench.process import Command, Limits, environment, run
from configbench.workplace import Workplace, workplace
from configbench.zygote import Zygote

#: What a zygote holds: of probes, what the program imports without training; of libraries, the
#: same without our core; of trainings, torch besides; of questions, some of the standard library;
#: of small programs, what one of them imports.
_PROBES, _LIBRARIES, _TRAININGS = "probes", "libraries", "trainings"
_QUESTIONS, _SMALL = "questions", "small programs"

#: What a zygote holds, and the environment of its programs.
_Key = tuple[str, Environment | None]


class Nursery:
    """The zygotes: for probes and for trainings, of each environment; one for questions.

    Programs of the same environment share one; that more is imported than a program asks for
    does not show in what arrives.  Threads may ask at a time.
    """

    def __init__(self) -> None:
        self._zygotes: dict[_Key, Zygote] = {}
        # What each thread asked for last, and may fork now.
        self._in_use: dict[int, _Key] = {}
        self._lock = threading.Lock()
        self._modules: Memory[_Key, list[str]] = Memory()
        self.enabled = sys.platform == "linux"

    def probing(self, row: Adapter) -> Zygote | None:
        """Return the zygote for probes of a row."""
        return self.parent(row)

    def training(self, row: Adapter | None) -> Zygote | None:
        """Return the zygote for trainings of a row, or of the core alone."""
        return self.parent(row or control(), trains=True)

    def parent(
        self, row: Adapter, *, trains: bool = False, own_core: bool = False
    ) -> Zygote | None:
        """Return the zygote for runs of a row, if this system has any.

        Parameters
        ----------
        trains
            With torch.
        own_core
            Without our core, since the row has its own.
        """
        holds = _TRAININGS if trains else _LIBRARIES if own_core else _PROBES
        if not self.enabled:
            return None
        # Before the lock is held: it takes a run.
        modules = self._modules.get((_PROBES, row.environment), lambda: learned(row))
        return self._kept((holds, row.environment), lambda: _made(row, modules, holds))

    def small(
        self, environment: Environment, program: Path, function: str
    ) -> Zygote | None:
        """Return the zygote for small programs, looked at where they come to a function of theirs.

        What it imports is what the first of them does that is asked for.
        """
        if not self.enabled:
            return None
        planted = planting(Place(module="__main__", function=function))
        binaries = environment.binaries
        modules = self._modules.get(
            (_SMALL, environment), lambda: _imported(program, binaries, planted)
        )
        return self._kept(
            (_SMALL, environment), lambda: _zygote(binaries, modules, planted)
        )

    def asking(self) -> Zygote | None:
        """Return the zygote for questions to Python files of rows, which import no library."""
        if not self.enabled:
            return None
        return self._kept(
            (_QUESTIONS, None), lambda: Zygote(ASKING_MODULES, environment(_NOWHERE))
        )

    def _kept(self, key: _Key, make: Callable[[], Zygote]) -> Zygote:
        with self._lock:
            if not self._zygotes:
                atexit.register(self.close)
            zygote = self._zygotes.pop(key, None)
            if zygote is not None and zygote.ended:
                zygote.close()
                zygote = None
            # Put back as the last: the order is that of use.
            kept = self._zygotes[key] = zygote or make()
            self._in_use[threading.get_ident()] = key
            self._forget_trainings()
            return kept

    def _forget_trainings(self) -> None:
        # Each holds torch, some 300 MiB.
        held = [key for key in self._zygotes if key[0] == _TRAININGS]
        for key in held[:-_TRAININGS_HELD]:
            if key not in self._in_use.values():
                self._zygotes.pop(key).close()

    def close(self) -> None:
        """End all zygotes."""
        with self._lock:
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

#: What the program that asks such a file imports, and what the files do.
ASKING_MODULES = [
    *("ast", "csv", "dataclasses", "importlib.util"),
    *("io", "json", "math", "pathlib", "re"),
]

#: A program may ask for what it was not given, again and again: four times the slowest.
_LEARNING = Limits(seconds=15)

#: The folders of a zygote; each run has its own.
_NOWHERE = Workplace(Path("/nonexistent"))

#: What a zygote of probes has planted; each of its forks then says what is done there.
_PLANTED = planting(core.PLACE, core.RESULT)

NURSERY = Nursery()


def _made(row: Adapter, modules: list[str], holds: str) -> Zygote:
    if holds == _LIBRARIES:
        modules = [*filterfalse(_of_the_core, modules)]
    elif holds == _TRAININGS:
        modules = [*modules, *TRAINING_MODULES]
    planted = {} if holds == _TRAININGS else _PLANTED
    return _zygote(row.binaries, modules, planted)


def _zygote(
    binaries: Path, modules: Iterable[str], planted: Mapping[str, str]
) -> Zygote:
    variables = {**environment(_NOWHERE, binaries), **planted}
    return Zygote(modules, variables, python=binaries / "python")


def _of_the_core(module: str) -> bool:
    return module.partition(".")[0] == "shared_model"


def learned(row: Adapter) -> list[str]:
    """Run a program once in a fork of an empty zygote; return the modules that it imported."""
    return _imported(row.program, row.binaries, _PLANTED)


def _imported(program: Path, binaries: Path, planted: Mapping[str, str]) -> list[str]:
    zygote = _zygote(binaries, [], planted)
    try:
        with workplace() as place:
            names = place.base / "modules"
            record = core.recorded(place.base / "record").environ()
            argv = ("python", str(program))
            command = Command(
                argv,
                place,
                environ=record,
                binaries=binaries,
                limits=_LEARNING,
                learn=names,
            )
            run(command, zygote)
            text = ""
            # What is learned makes runs quicker, and is nothing that they need.
            with suppress(ForeignError):
                text = foreign.read(names).decode("utf-8", "replace")
    finally:
        zygote.close()
    return text.splitlines()
