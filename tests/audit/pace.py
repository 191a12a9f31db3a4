"""How quick an audit's tries are, and what they hold: ``python -m tests.audit.pace PYTHON``.

PYTHON has torch.  Two programs are made, with 50 and with 170 settings; each is tried by forks and,
a few times, by fresh processes.  What is printed stands in ``docs/audit.md``.
"""

import argparse
import contextlib
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from configbench import session
from configbench.audit.engine import Engine
from configbench.audit.ground import laid
from configbench.audit.model import Act, Expected, Must, Request, Try
from configbench.audit.target import discovery
from configbench.inside import processes

#: How many settings a program has.
SETTINGS = (50, 170)
#: How many tries there are for each setting, and of how many fresh processes.
A_SETTING, FRESH = 9, 6

_MIB = 1024 * 1024
_TYPES = (("float", "0.1"), ("int", "3"), ("str", "'adam'"), ("bool", "False"))


def program(count: int) -> str:
    """Return a program with torch, and with so many settings."""
    settings = []
    for number in range(count):
        kind, default = _TYPES[number % len(_TYPES)]
        settings.append(
            f"parser.add_argument('--setting-{number:03}', type={kind}, default={default}, "
            f"help='what setting {number} does')"
        )
    return "\n".join(
        (
            "import argparse",
            "import torch",
            "from torch.utils.data import DataLoader",
            "parser = argparse.ArgumentParser()",
            *settings,
            "args = parser.parse_args()",
            "print(args, torch, DataLoader)",
        )
    )


class Memory(threading.Thread):
    """The most that the processes below this one have held, in bytes; what they share once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._over = threading.Event()

    def run(self) -> None:
        """Look again and again."""
        while not self._over.wait(0.5):
            pids = processes.below(os.getpid())
            self.most = max(self.most, sum(map(_held, pids)))

    def end(self) -> int:
        """Return the most."""
        self._over.set()
        self.join()
        return self.most


def _held(pid: int) -> int:
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        return int(text.split("\nPss:")[1].split()[0]) * 1024
    return 0


def tries(count: int) -> Iterator[Try]:
    """Yield tries, each of other words."""
    for value in range(A_SETTING):
        for number in range(count):
            yield a_try(f"--setting-{number:03}", value)


def a_try(name: str, value: int) -> Try:
    """Return a try of one value."""
    return Try(Act.VALUE, (), (f"{name}={value}",), Expected(Must.TELL))


def main() -> None:
    """Print a line for each program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", type=Path, help="an interpreter that has torch")
    parser.add_argument("--jobs", type=int, default=0, help="default: the cores")
    given = parser.parse_args()
    for count in SETTINGS:
        with (
            session.begun(),
            tempfile.TemporaryDirectory() as folder,
            contextlib.ExitStack() as stack,
        ):
            (Path(folder) / "train.py").write_text(program(count), encoding="utf-8")
            command = (str(given.python.absolute()), "train.py")
            request = Request(command, Path(folder), jobs=given.jobs)
            ground = stack.enter_context(laid(request))
            target = discovery.discover(request, ground)
            began = time.monotonic()
            engine = stack.enter_context(Engine(target, ground, request))
            ready = time.monotonic()
            memory = Memory()
            memory.start()
            done = sum(1 for _ in engine.run([*tries(count)]))
            took = time.monotonic() - ready
            most = memory.end()
            fresh = time.monotonic()
            for number in range(FRESH):
                engine.fresh(a_try("--setting-000", number + 1000))
            each = (time.monotonic() - fresh) / FRESH
            print(
                f"{count} settings, {os.cpu_count()} cores: ready in {ready - began:.1f} s; {done} "
                f"tries in {took:.1f} s, {done / took:.1f} a second; a fresh process after "
                f"another: {each:.2f} s each; {most // _MIB} MiB at most; load "
                f"{os.getloadavg()[0]:.1f}"
            )
            for note in engine.notes:
                print(f"  {note}")


if __name__ == "__main__":
    main()
