"""Mutants and their tests: collected once, and run in a fork for each mutant."""

import importlib
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import IO, Generic, Literal, NoReturn, Protocol, TypeVar

import pytest
from hypothesis import Phase, settings

from tests.mutation.applying import applied

#: ``stillborn``: the change is neither of a function nor of a constant, or cannot be evaluated.
Fate = Literal["killed", "timeout", "survived", "stillborn"]

#: What pytest is told.  A plain assert fails as well.
OPTIONS = (
    "-m",
    "not slow",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:terminal",
)
#: What tells that a test starts programs, or asks a server that does.
STARTS = {"subprocess.Popen", "os.fork", "os.posix_spawn", "socket.connect"}
#: A test that takes more processor time without a mutant is left out.
SECONDS = 0.5
MEMORY = 8 * 2**30


class StartedError(RuntimeError):
    """A test starts a program: that takes too long for each of many mutants."""


class Change(Protocol):
    """A module by its path, and its mutated source."""

    @property
    def module(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


@dataclass
class Seen:
    """What the tests of a fork came to.

    Attributes
    ----------
    times
        Processor seconds by test, of those that pass and start no program.
    failed
        The first that failed; ``-`` if the process ended without a word.
    imported
        Modules of others that were imported meanwhile.
    stillborn
        Why the mutant cannot live.
    late
        Whether its time was over.
    """

    times: dict[str, float] = field(default_factory=dict)
    failed: str = ""
    imported: list[str] = field(default_factory=list)
    stillborn: str = ""
    late: bool = False

    @property
    def fate(self) -> Fate:
        """What became of the mutant."""
        if self.stillborn:
            return "stillborn"
        if self.late:
            return "timeout"
        return "killed" if self.failed else "survived"


Each = TypeVar("Each", bound=Change)


class Loop(Generic[Each]):
    """Takes the place of pytest's loop: each mutant's tests in a fork.

    Parameters
    ----------
    changes
        The mutants.
    tell
        Hears what became of each.
    """

    def __init__(
        self, changes: Iterable[Each], tell: Callable[[Each, Seen], None]
    ) -> None:
        self.changes = changes
        self.tell = tell
        self.seen = Seen()
        self.listening = self.started = False

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """The same examples for every mutant; a failing one is not made smaller."""
        settings.register_profile(
            "mutants",
            parent=settings.get_profile("shared machine"),
            derandomize=True,
            max_examples=30,
            database=None,
            phases=[Phase.explicit, Phase.generate],
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find the tests that can tell, quick ones first, and let them judge each mutant."""
        sys.addaudithook(self._heard)
        items = self._usable(session.items)
        limit = 5 + round(4 * sum(self.seen.times.values()))
        for change in self.changes:
            self.tell(change, forked(partial(self._run, items, change), limit))
        return True

    def _usable(self, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """Return the tests that pass, are quick and start no program, the quickest first.

        What they import of others, while they run, is imported here before they run again, and by
        that once for all forks.
        """
        for _ in range(2):
            self.seen = forked(partial(self._run, items), 600)
            for name in self.seen.imported:
                with suppress(Exception):
                    importlib.import_module(name)
        times = self.seen.times
        quick = [item for item in items if times.get(item.nodeid, SECONDS) < SECONDS]
        return sorted(quick, key=lambda item: times[item.nodeid])

    def _run(self, items: Sequence[pytest.Item], change: Change | None = None) -> Seen:
        seen, known = Seen(), {*sys.modules}
        self.seen = seen
        with ExitStack() as alive:
            if change:
                name = change.module.removesuffix(".py").replace("/", ".")
                module = importlib.import_module(name)
                try:
                    alive.enter_context(applied(module, change.source))
                except Exception as error:  # noqa: BLE001  whatever a mutant does
                    seen.stillborn = f"{type(error).__name__}: {error}"
                    return seen
            for item, following in zip(items, [*items[1:], None], strict=True):
                self.started, seen.failed = False, ""
                self.listening, before = True, time.process_time()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                self.listening = False
                if seen.failed and change:
                    break
                if not seen.failed and not self.started:
                    seen.times[item.nodeid] = time.process_time() - before
        seen.imported = [name for name in {*sys.modules} - known if _of_others(name)]
        return seen

    def _heard(self, event: str, _args: object) -> None:
        if self.listening and event in STARTS:
            self.started = True
            raise StartedError(event)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the first test that fails."""
        if report.failed and not self.seen.failed:
            self.seen.failed = report.nodeid


def _of_others(name: str) -> bool:
    file = getattr(sys.modules[name], "__file__", None) or ""
    return "site-packages" in file


def forked(job: Callable[[], Seen], seconds: int) -> Seen:
    """Do a job in a fork, within so many seconds of processor time; return what it has seen."""
    sys.stdout.flush()
    with tempfile.TemporaryFile() as told:
        pid = os.fork()
        if not pid:
            _child(job, told, seconds)
        ended = os.pidfd_open(pid)
        # A mutant that sleeps uses no processor: many times as long by the clock on the wall.
        in_time, _, _ = select.select([ended], [], [], 20 * seconds)
        os.close(ended)
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # it, and what a test has left
        _, status = os.waitpid(pid, 0)
        told.seek(0)
        if text := told.read():
            return Seen(**json.loads(text))
    over = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return Seen(failed="-", late=over or not in_time)


def _child(job: Callable[[], Seen], told: IO[bytes], seconds: int) -> NoReturn:
    code = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        told.write(json.dumps(asdict(job())).encode())
        told.flush()
        code = 0
    finally:
        os._exit(code)
