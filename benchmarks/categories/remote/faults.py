"""What a tracker records with is gone; measured in the background, since its programs wait."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.categories.remote import trackers
from benchmarks.categories.remote.cases import DOWN, KILLED, RemoteCase
from benchmarks.categories.remote.recording import Recorded, watch
from benchmarks.category import attempt
from benchmarks.marked import marked
from benchmarks.registry import Adapter
from configbench.errors import UnmeasuredError
from configbench.process import Command, Finished, Watch, run
from configbench.workplace import Workplace, workplace


def _down(row: Adapter, tracker: str, program: Path, look: Watch) -> Recorded:
    """Run the control where no server answers."""
    uri = f"http://127.0.0.1:{trackers.free_port()}"
    if tracker == "wandb":
        environ = trackers.WANDB | {
            "WANDB_MODE": "online",
            "WANDB_BASE_URL": uri,
            # Forty letters look like a key; nobody is there to look at it.
            "WANDB_API_KEY": "a" * 40,
        }
    else:
        environ = trackers.mlflow_environ(uri, DOWN)
    with workplace() as place:
        return watch(row, program, (), place, environ, look)


def _killed(row: Adapter, tracker: str, program: Path, look: Watch) -> Recorded:
    """Let the control really train, and end what it records with once the config is recorded."""
    kill = _kill_wandb if tracker == "wandb" else _kill_mlflow
    with workplace() as place:
        run = kill(row, program, place, look)
        trained = any(path.endswith("metrics.json") for path in place.files())
    return replace(run, trained=trained)


def _kill_wandb(row: Adapter, program: Path, place: Workplace, look: Watch) -> Recorded:
    command = _training(row, program, place, trackers.WANDB)
    finished = _run_while(command, look, lambda: _kill_service(place))
    return Recorded(finished, kept=trackers.wandb_kept(place))


def _kill_mlflow(
    row: Adapter, program: Path, place: Workplace, look: Watch
) -> Recorded:
    with trackers.mlflow_server() as server:

        def kill() -> bool:
            recorded = bool(server.kept(KILLED).config)
            if recorded:
                server.kill()
            return recorded

        environ = trackers.mlflow_environ(server.uri, KILLED) | _IMPATIENT
        finished = _run_while(_training(row, program, place, environ), look, kill)
        server.start()
        return Recorded(finished, kept=server.kept(KILLED))


#: Retries of MLflow's client in *killed*, where it waits twice: with its own 7, of which *down*
#: tells the time, that is eight minutes.
_IMPATIENT = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "3"}


def _training(
    row: Adapter, program: Path, place: Workplace, environ: Mapping[str, str]
) -> Command:
    argv = ("python", str(program))
    return Command(
        argv, place, environ=environ, binaries=row.binaries, limits=trackers.LIMITS
    )


def _run_while(command: Command, look: Watch, kill: Callable[[], bool]) -> Finished:
    """Run a program that really trains, and call ``kill`` until it has done its work."""
    ended = threading.Event()

    def try_again() -> None:
        while not ended.wait(0.02):
            with suppress(OSError, UnmeasuredError):
                if kill():
                    return

    killer = threading.Thread(target=try_again)
    killer.start()
    try:
        return run(command, watch=look)
    finally:
        ended.set()
        killer.join()


def _kill_service(place: Workplace) -> bool:
    """End wandb's local service, once the folder of the run is there and training has begun."""
    if not any(path.endswith(".wandb") for path in place.files()):
        return False
    # Training has begun when the folder of the run is made.
    if not (place.work / "outputs").is_dir():
        return False
    killed = False
    for pid in marked(place.home):
        with suppress(OSError):
            name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8")
            if name.startswith("wandb-core"):
                os.kill(pid, signal.SIGKILL)
                killed = True
    return killed


#: What measures a fault: given the tracker, the program, and what may end it.
_FAULTS: Mapping[str, Callable[[Adapter, str, Path, Watch], Recorded]] = {
    DOWN: _down,
    KILLED: _killed,
}


class _GivenUpError(Exception):
    """The measurement ended while a program still waited."""


class Ahead:
    """The faults of trackers, measured in the background.

    What waits for a server that is not there takes next to no CPU time, so all of it waits
    together, and beside whatever measures no time.  ``end`` lets nothing outlive the measurement.
    """

    def __init__(self) -> None:
        self._begun: dict[tuple[Path, str], Future[Any]] = {}
        self._given_up = threading.Event()

    def begin(self, row: Adapter, cases: Iterable[RemoteCase]) -> None:
        """Begin those of some cases that are faults, but for what has begun already."""
        fresh = [
            case
            for case in cases
            if case.fault and (row.folder, case.name) not in self._begun
        ]
        if not fresh:
            return
        given_up = self._given_up

        def look(_: int) -> None:
            if given_up.is_set():
                raise _GivenUpError

        pool = ThreadPoolExecutor(len(fresh))
        for case in fresh:
            program = row.folder / case.program
            measure = partial(_FAULTS[case.asks], row, case.tracker, program, look)
            task = pool.submit(attempt, measure)
            self._begun[row.folder, case.name] = task
        pool.shutdown(wait=False)

    def result(self, row: Adapter, case: RemoteCase) -> Any:
        """Wait for a case that has begun; return its facts, or the trouble that ended it."""
        facts = self._begun[row.folder, case.name].result()
        # Only now: what is interrupted here must still be found by `end`.
        del self._begun[row.folder, case.name]
        return facts

    def end(self) -> None:
        """Give up what still waits, and return when it has ended."""
        self._given_up.set()
        wait(self._begun.values())
        self._begun.clear()
        self._given_up = threading.Event()


#: One for all that a process measures: what one unit began, another may collect.
AHEAD = Ahead()
