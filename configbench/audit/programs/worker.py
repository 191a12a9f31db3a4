"""A process that audits one program after another: an order a line, an answer a line.

So what one audit does to its process, or a fault of ours, is nothing to the others; and on another
machine it is the same.
"""

import base64
import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import configbench
from configbench import foreign, session
from configbench.audit import auditing
from configbench.audit.grouping import Apart, together
from configbench.audit.model import Audit, Request
from configbench.audit.programs import keys, memory, stored
from configbench.errors import ConfigbenchError, UserError
from configbench.places import Place

#: How often it is asked whether anybody waits for an answer, and how long a process may take to
#: end, in seconds.
_LOOK, _ENDING = 0.5, 5

#: What the interpreter is told, behind ``-c``; then where our package lies.
_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); import configbench; del sys.path[0]; "
    "from configbench.audit.programs import {0}; {0}.main()"
)


@dataclass(frozen=True)
class Order:
    """What a worker is to do.

    Attributes
    ----------
    request, asked
        As of :func:`configbench.audit.auditing.audit`.
    key
        What it depends on where the order was given; empty where that is not to be compared.
    apart
        The same, by :func:`carried`; empty for nothing.
    """

    request: Request
    asked: tuple[str, ...]
    key: str = ""
    apart: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of it.

    Attributes
    ----------
    audit
        None if it could not be looked.
    trouble
        Why not, in one sentence.
    fault
        The traceback of a fault of ours.
    key
        What it depended on when it was over.
    files, installed
        As of :class:`.memory.Remembered`.
    """

    audit: Audit | None
    trouble: str = ""
    fault: str = ""
    key: str = ""
    files: Mapping[str, str] | None = None
    installed: str = ""


def command(module: str = "worker") -> list[str]:
    """Return the command of a process of ours: the ``main`` of a module of this package."""
    home = Path(configbench.__file__).parent.parent
    return [sys.executable, "-P", "-c", _MAIN.format(module), str(home)]


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process of ours, whatever it does; its own server ends what it runs."""
    process.terminate()
    try:
        process.wait(_ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def carried(apart: Apart) -> str:
    """Return what tells findings apart, as it is sent to a process of ours."""
    return base64.b64encode(pickle.dumps(apart)).decode("ascii")


def _apart(text: str) -> Apart:
    # Whoever gives orders has started this process with all that it may do.
    return pickle.loads(base64.b64decode(text)) if text else together  # noqa: S301


def line(value: Order | Answer) -> bytes:
    """Return what is sent, in one line."""
    return json.dumps(stored.encoded(value)).encode("ascii") + b"\n"


def answer(told: bytes) -> Answer:
    """Return what was sent.

    Raises
    ------
    ForeignError
        If it is no answer.
    """
    what = "the answer of a worker"
    return stored.decoded(Answer, foreign.parse(told.strip(), what), what)


@contextlib.contextmanager
def answers() -> Iterator[BinaryIO]:
    """Yield where answers are written to; whatever prints here, prints elsewhere.

    The process ends with who has started it.
    """
    with os.fdopen(os.dup(1), "wb") as told:
        os.dup2(2, 1)
        _end_with_parent(os.getppid())
        yield told


def main() -> None:
    """Follow orders of standard input until there are no more."""
    with answers() as told, session.begun():
        for each in sys.stdin.buffer:
            content = foreign.parse(each.strip(), "an order")
            told.write(line(_followed(stored.decoded(Order, content, "an order"))))
            told.flush()


def _end_with_parent(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _followed(order: Order) -> Answer:
    try:
        return _audited(order)
    except ConfigbenchError as error:
        return Answer(None, str(error))
    except Exception as error:  # noqa: BLE001  one program's, whatever it is
        told = f"{type(error).__name__}: {error}"
        return Answer(
            None, f"configbench itself failed ({told})", traceback.format_exc()
        )


def _audited(order: Order) -> Answer:
    request = order.request
    if not request.cwd.is_dir():
        raise UserError(f"there is no folder {str(request.cwd)!r}")
    if request.at is not None:
        Place.parse(request.at, request.cwd)
    if order.key and keys.depends(request, order.asked).key != order.key:
        raise UserError(
            "its files, its interpreter or what is installed there are other than where the order "
            "was given, or cannot be told, expected the same at the same paths, such as a shared "
            "folder"
        )
    audit = auditing.audit(
        request, asked=frozenset(order.asked), apart=_apart(order.apart)
    )
    if audit.ended:
        return Answer(audit)
    return Answer(
        audit,
        key=keys.depends(request, order.asked).key,
        files=memory.hashes([*map(str, audit.target.opened)]),
        installed=memory.installed(audit),
    )
