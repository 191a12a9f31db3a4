"""Workers on the machines of a Ray cluster: one program a task, one core a task.

Who speaks with the cluster is a process of its own: Ray prints where it likes, takes signals for
itself, and ends the process that has lost its cluster.
"""

import base64
import contextlib
import json
import logging
import math
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from configbench import foreign, interruption
from configbench.audit.programs import worker
from configbench.audit.programs.worker import Answer, Order
from configbench.errors import UserError
from configbench.foreign import ForeignError

#: How often an interruption is asked for, and how long Ray may take to let go, in seconds.
_LOOK, _ENDING = 0.1, 5

#: Seconds that somebody may take to answer at an address, and Ray to find its cluster there: by
#: itself it goes on for many minutes.
_CONNECTING, _BEGINNING = 10, 90

#: A task whose machine has gone is done on another one so often.
_AGAIN = 1

#: Characters that are quoted of what Ray has said.
_QUOTED = 200

_ADDRESSES = (
    "expected its HOST:PORT, auto (ray start --head has started it here) or local"
)

_HEARD = "what was heard of Ray"

_NEEDED = "expected the same files at the same paths, such as a shared folder"


class Told(NamedTuple):
    """What was told of an order: the bytes that came back, by which machine, and what that said.

    ``trouble`` tells why nothing came back.
    """

    answer: bytes = b""
    node: str = ""
    said: str = ""
    trouble: str = ""

    @property
    def unanswered(self) -> str:
        """Why a machine has not answered, if ``answer`` is none."""
        return f"{self.node} could not look at it ({self.said}), {_NEEDED}"


def followed(orders: Sequence[Order], address: str) -> Iterator[tuple[int, Answer]]:
    """Yield the number of each order with what came of it, as they are done.

    The parameters and what is raised are those of :func:`answered`.
    """
    for number, told in answered([*map(worker.line, orders)], address):
        yield number, _answer(told)


def answered(
    lines: Sequence[bytes], address: str, command: Sequence[str] = ()
) -> Iterator[tuple[int, Told]]:
    """Yield the number of each line with what came back for it, as they are done.

    Parameters
    ----------
    lines
        Each an order for one core.
    address
        Of the cluster; ``auto`` for the one that runs here, ``local`` for one of its own.
    command
        What follows an order: it is run with the line as its input, and its output comes back.  Its
        first word and its fifth are files; the command of an audit's worker, without any.

    Raises
    ------
    UserError
        If there is no Ray, or no cluster.
    KeyboardInterrupt
        If this process was told to end meanwhile; then nothing runs any more.
    """
    _require_somebody(address)
    left = {*range(len(lines))}
    asked = [address, *command]
    with tempfile.TemporaryFile() as said, _speaker(asked, lines, said) as told:
        first = _next(told, _BEGINNING)
        if first is None:
            raise UserError(
                f"--ray {address}: no cluster has answered there within {_BEGINNING} s"
            )
        if first:
            _require_begun(first, address)
        while left and (line := _next(told)):
            number, back = _heard(line)
            left.discard(number)
            yield number, back
        for number in sorted(left):
            why = f"Ray has ended before it was done ({_last(said)})"
            yield number, Told(trouble=why)


@contextlib.contextmanager
def _speaker(
    asked: Sequence[str], lines: Sequence[bytes], said: BinaryIO
) -> Iterator["queue.SimpleQueue[bytes]"]:
    """Start who speaks with the cluster; yield the lines that it tells, an empty one at the end."""
    told: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    with tempfile.TemporaryFile() as given:
        given.writelines(lines)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603  our own program
            [*worker.command("rayed"), *asked],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=said,
            start_new_session=True,
        )
    assert process.stdout is not None  # noqa: S101  for the reader: a pipe was asked for
    heard = threading.Thread(target=_hear, args=(process.stdout, told), daemon=True)
    heard.start()
    try:
        yield told
    finally:
        worker.end(process)
        heard.join(_ENDING)
        process.stdout.close()


def _hear(where: Any, told: "queue.SimpleQueue[bytes]") -> None:
    for line in where:
        told.put(line)
    told.put(b"")


def _next(told: "queue.SimpleQueue[bytes]", patience: float = math.inf) -> bytes | None:
    """Return the next line; None if there was none so long, in seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        interruption.check()
        with contextlib.suppress(queue.Empty):
            return told.get(timeout=_LOOK)
    return None


def _require_somebody(address: str) -> None:
    """Refuse an address where nobody answers."""
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if not colon or not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECTING).close()
    except (OSError, OverflowError, UnicodeError) as error:
        raise UserError(
            f"--ray {address}: nobody answers there ({error}), {_ADDRESSES}"
        ) from error


def _require_begun(line: bytes, address: str) -> None:
    if refused := foreign.parse(line.strip(), _HEARD).get("refused"):
        raise UserError(f"--ray {address}: {refused}")


def _heard(line: bytes) -> tuple[int, Told]:
    """Return what was told of an order."""
    content = foreign.parse(line.strip(), _HEARD)
    if trouble := content.get("trouble"):
        return content["number"], Told(trouble=trouble)
    back = base64.b64decode(content["answer"])
    return content["number"], Told(back, content["node"], content["said"])


def _answer(told: Told) -> Answer:
    if told.trouble:
        return Answer(None, told.trouble)
    try:
        return worker.answer(told.answer)
    except ForeignError:
        return Answer(None, told.unanswered)


def _last(said: BinaryIO) -> str:
    said.seek(0)
    return _line(said.read().decode("utf-8", "replace")) or "it said nothing"


def _line(text: str) -> str:
    """Return the last line of a text, cut."""
    return text.strip().rpartition("\n")[2][:_QUOTED]


# -- in a process of its own ----------------------------------------------------------------------


def main() -> None:
    """Have the orders of standard input followed on a cluster, and tell what came of them."""
    address, *command = sys.argv[2:]
    with worker.answers() as told:
        environ = dict(os.environ)

        def tell(**content: object) -> None:
            told.write(json.dumps(content).encode("ascii") + b"\n")
            told.flush()

        orders = [*sys.stdin.buffer]
        try:
            ray = _begun(address)
        except UserError as error:
            tell(refused=str(error))
            return
        tell(begun=True)
        for number, content in done(ray, orders, environ, command):
            tell(number=number, **content)
        ray.shutdown()


def done(
    ray: Any,
    orders: Sequence[bytes],
    environ: Mapping[str, str],
    command: Sequence[str] = (),
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each order with what a machine answered, or why none did."""
    task = ray.remote(num_cpus=1, max_retries=_AGAIN)(task_of_one())
    left = {
        task.remote([*command] or worker.command(), environ, order): number
        for number, order in enumerate(orders)
    }
    while left:
        over, _ = ray.wait([*left], num_returns=1)
        for each in over:
            try:
                node, told, said = ray.get(each)
            except Exception as error:  # noqa: BLE001  of whichever machine, whichever library
                first = next(iter(str(error).strip().splitlines()), "")[:_QUOTED]
                why = f"Ray could not have it done ({type(error).__name__}: {first})"
                yield left.pop(each), {"trouble": why}
                continue
            last = _line(said.decode("utf-8", "replace"))
            answer = base64.b64encode(told).decode()
            yield left.pop(each), {"answer": answer, "node": node, "said": last}


def _begun(address: str) -> Any:
    # It asks by a line on the terminal whether it may tell how it is used.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        raise UserError(
            f"it needs {error.name}, which is not installed: pip install 'configbench[ray]'"
        ) from error
    own = {"include_dashboard": False} if address == "local" else {}
    try:
        ray.init(
            address=address, log_to_driver=False, logging_level=logging.ERROR, **own
        )
    except Exception as error:
        said = " ".join(str(error).split())[:_QUOTED]
        raise UserError(f"no cluster answers there ({said}), {_ADDRESSES}") from error
    return ray


def task_of_one() -> Any:
    """Return what a machine does with one order."""

    # A function within a function is sent whole: a machine needs nothing of ours but our files.
    def followed_there(
        command: list[str], environ: dict[str, str], order: bytes
    ) -> tuple[str, bytes, bytes]:
        import os  # noqa: PLC0415
        import platform  # noqa: PLC0415
        import subprocess  # noqa: PLC0415

        for each in (command[0], command[4]):
            if not os.path.exists(each):  # noqa: PTH110
                return platform.node(), b"", f"there is no {each}".encode()
        ran = subprocess.run(  # noqa: S603
            command, input=order, env=environ, cwd="/", capture_output=True, check=False
        )
        return platform.node(), ran.stdout, ran.stderr[-4000:]

    return followed_there
