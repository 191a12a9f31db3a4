"""The trackers: what a program needs to reach one, and how a record is read back.

wandb runs offline, with its real client.  MLflow runs as a real tracking server on the loopback
interface with SQLite, started here and ended here.
"""

import atexit
import json
import shutil
import socket
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.environments import Environment
from benchmarks.texts import last_line
from benchmarks.values import Typed
from configbench import interruption
from configbench.errors import UnmeasuredError
from configbench.process import MIB, Command, Finished, Limits, run
from configbench.workplace import Workplace

READ_WANDB = Path(__file__).with_name("read_wandb.py")

#: Seconds that a server has to answer; it took 15 to 40 on a busy machine.
PATIENCE = 180
#: A server runs until it is ended, and may say much.
_DAY = Limits(seconds=24 * 60 * 60, output=1024 * MIB)
#: Seconds that its killed processes have to let go of its port.
_DYING = 30

#: The clients, a server, and what reads offline runs back.
REQUIREMENTS = (
    "mlflow>=3.17",
    "wandb>=0.31,<0.32",  # offline runs are read back by a private class of it
)


class _EndedError(Exception):
    """A server is to end."""


class Kept(NamedTuple):
    """What a tracker leaves behind: typed values by key, and whether the run was closed."""

    config: dict[str, Typed]
    closed: bool


#: What is left of a run that was not recorded.
NOTHING = Kept({}, closed=False)


def free_port() -> int:
    """Return a port of the loopback interface on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _environment() -> Environment:
    """Return the environment of what runs beside the rows: a server, and our reader.

    Raises
    ------
    MissingError
        If it is not there.
    """
    found = Environment.of(REQUIREMENTS)
    found.require()
    return found


# -- wandb ----------------------------------------------------------------------------------------

#: Offline; without reports of its own errors to its makers.
WANDB = {"WANDB_MODE": "offline", "WANDB_ERROR_REPORTING": "false"}


def wandb_kept(place: Workplace) -> Kept:
    """Read the only offline run below a working folder back, in another process.

    Raises
    ------
    UnmeasuredError
        If our reader fails.
    """
    runs = [path for path in place.files() if path.endswith(".wandb")]
    if len(runs) != 1:
        return NOTHING
    argv = ("python", str(READ_WANDB), str(place.work / runs[0]))
    done = run(Command(argv, place, binaries=_environment().binaries))
    if done.exit != 0:
        raise UnmeasuredError(f"{runs[0]}: cannot be read: {last_line(done.stderr)}")
    content = json.loads(done.stdout)
    return Kept(content["config"], content["ended"])


# -- MLflow ---------------------------------------------------------------------------------------


@dataclass
class Server:
    """A tracking server of MLflow in a folder of its own.

    Attributes
    ----------
    folder
        Holds the database and the server's home.
    port
        Of 127.0.0.1.
    """

    folder: Path
    port: int
    _running: "Future[Finished] | None" = None
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def uri(self) -> str:
        """What ``MLFLOW_TRACKING_URI`` says."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises
        ------
        UnmeasuredError
            If it does not, with the last line of its log.
        """
        place = Workplace(self.folder)
        for folder in (place.home, place.temporary):
            folder.mkdir(exist_ok=True)
        argv = (
            *("python", "-m", "mlflow", "server"),
            *("--backend-store-uri", f"sqlite:///{self.folder / 'mlflow.db'}"),
            *("--artifacts-destination", str(self.folder / "artifacts")),
            *("--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", "1"),
        )
        command = Command(
            argv,
            place,
            environ=MLFLOW | _NO_JOBS,
            binaries=_environment().binaries,
            limits=_DAY,
            cwd=self.folder,
        )
        self._over = over = threading.Event()

        def look(_: int) -> None:
            if over.is_set():
                raise _EndedError

        self._running = running = Future[Finished]()

        def serve() -> None:
            try:
                running.set_result(run(command, watch=look))
            except BaseException as error:  # noqa: BLE001  for whoever waits
                running.set_exception(error)

        # At the end of this process all others would be waited for, before anybody ends it.
        threading.Thread(target=serve, daemon=True).start()
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            interruption.check()
            if self._running.done() or time.monotonic() > deadline:
                told = self.kill()
                raise UnmeasuredError(
                    f"the MLflow server does not start: {last_line(told)}"
                )
            time.sleep(0.1)

    def _answers(self) -> bool:
        url = f"{self.uri}/health"
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310  always http
            return True
        return False

    def kill(self) -> str:
        """End it as a power cut would: SIGKILL to all its processes; return its log, if any."""
        told = ""
        self._over.set()
        if self._running is not None:
            with suppress(_EndedError, KeyboardInterrupt, UnmeasuredError):
                told = self._running.result().output
            self._running = None
        # On a busy machine its workers take a while to die, and hold the port until then.
        deadline = time.monotonic() + _DYING
        while self._listens() and time.monotonic() < deadline:
            time.sleep(0.05)
        return told

    def _listens(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def kept(self, experiment: str) -> Kept:
        """Read the only run of an experiment back through the server's interface.

        https://mlflow.org/docs/latest/api_reference/rest-api.html

        Raises
        ------
        UnmeasuredError
            If the server does not answer as it should.
        """
        try:
            named = self._call(f"experiments/get-by-name?experiment_name={experiment}")
            ids = [named["experiment"]["experiment_id"]]
            runs = self._call("runs/search", {"experiment_ids": ids}).get("runs", [])
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return NOTHING
            raise UnmeasuredError(f"the MLflow server fails: {error}") from error
        except OSError as error:
            raise UnmeasuredError(
                f"the MLflow server does not answer: {error}"
            ) from error
        if len(runs) != 1:
            return NOTHING
        params = runs[0]["data"].get("params", [])
        config = {param["key"]: {"t": "str", "v": param["value"]} for param in params}
        return Kept(config, runs[0]["info"]["status"] != "RUNNING")

    def _call(self, method: str, body: Mapping[str, Any] | None = None) -> Any:
        request = urllib.request.Request(  # noqa: S310  always http
            f"{self.uri}/api/2.0/mlflow/{method}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  as above
            return json.load(answer)


MLFLOW = {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}

#: The server's own helpers for jobs that nobody here submits: nine processes.
_NO_JOBS = {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}


@contextmanager
def mlflow_server() -> Iterator[Server]:
    """Run a tracking server, and leave no process, port or file of it behind."""
    folder = Path(tempfile.mkdtemp(prefix="configbench-mlflow-")).resolve()
    server = Server(folder, free_port())
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


class Shared:
    """One server for all rows that only write and read: a start takes longer than a row."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._server: Server | None = None

    def get(self) -> Server:
        """Return the running server."""
        if self._server is None:
            self._server = self._open.enter_context(mlflow_server())
            atexit.register(self.close)
        return self._server

    def close(self) -> None:
        """End it."""
        if self._server is not None:
            self._server = None
            self._open.close()


SHARED = Shared()


def mlflow_environ(uri: str, experiment: str) -> dict[str, str]:
    """Return what a program needs in its environment to reach a server."""
    return {**MLFLOW, "MLFLOW_TRACKING_URI": uri, "MLFLOW_EXPERIMENT_NAME": experiment}


#: For programs that may wait: MLflow's client tries again for minutes.
LIMITS = Limits(seconds=600)
