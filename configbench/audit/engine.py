"""Runs tries: quickly, as forks of a server that has imported what the program imports; or freshly.

A seeded sample of the forks is run again in fresh processes.  One difference ends the fork server
for good: what ran before is run again, and a note says which try has shown it.
``docs/decisions/0035-a-fork-server-for-any-program.md`` says more.
"""

import itertools
import os
import random
import shlex
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from configbench import process
from configbench.audit import forking, patience
from configbench.audit.beside import Beside
from configbench.audit.ground import OVERLAY, Ground, environs
from configbench.audit.model import Act, Arrived, Line, Request, Target, Try
from configbench.audit.target import spots
from configbench.audit.target.leaves import differing
from configbench.errors import UnmeasuredError
from configbench.inside import PARSERS, hits, look
from configbench.server import Server
from configbench.workplace import workplace

#: What is appended to the words as given.
Words = tuple[str, ...]

#: Of tries, these many are run again in fresh processes: at least so many, and one of so many.
_CHECKED, _CHECKED_OF = 5, 100
#: Characters of each output that are kept.
_KEPT = 8192
#: How often a fork server that has ended is started again.
_RESTARTS = 2
#: Notes on tries about which nothing can be told, at most.
_TROUBLES = 3

#: What nothing can be told of.
_NOTHING = Arrived(False, {}, None, None, None, "", "")
#: What a look says that has failed.
_FAILED = "configbench: the look failed"


class _Stopped(Exception):  # noqa: N818  no error: nobody waits for this run any more
    """Whoever waited for a run has gone."""


@dataclass(frozen=True)
class _Tried:
    """What became of a line, and what was other in a fresh process, if that was asked."""

    line: Line
    arrived: Arrived | None
    differs: str = ""


class Engine:
    """Runs tries of one program, as a context.

    Parameters
    ----------
    target
        The program.
    ground
        Where it runs.
    request
        What a user asks for.
    """

    def __init__(self, target: Target, ground: Ground, request: Request) -> None:
        self._target = target
        self._ground = ground
        self._request = request
        self.jobs = 1 if ground.alone else request.jobs or patience.cores()
        self._server: Server | None = None
        self._restarts = 0
        self._notes: list[str] = []
        self._checked = 0
        #: Leaves that change from run to run.
        self._unstable: set[str] = set()
        self._fresh: dict[Line, Arrived] = {}
        #: What became of the words as given, one run after the other.
        self.as_given: tuple[Arrived, ...] = ()
        self._given_up = False
        self._troubles = 0
        self._seconds = request.time_limit
        self._stopping = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        if self._request.fresh:
            alone = self._freshly(Line(self._target.words))
            self._seconds = allowed(alone, self._request.time_limit)
            self.as_given = (alone,)
            return self
        with ThreadPoolExecutor(1) as beside:
            first = beside.submit(self._freshly, Line(self._target.words))
            begun = self._begun()
            arrived = first.result()
        self._seconds = allowed(arrived, self._request.time_limit)
        self.as_given = (arrived,)
        self._server = begun.server
        self._notes += begun.notes
        self._unstable |= differing(arrived.leaves, self._target.leaves)
        if self._server is not None:
            checked = self._checking(Line(self._target.words))
            if checked.differs:
                self._give_up(checked.differs)
            elif checked.arrived is not None:
                self.as_given = (arrived, checked.arrived)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def seconds(self) -> float:
        """How long a run may take, by what the words as given have taken."""
        return self._seconds

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user must know of how it was run, in sentences."""
        notes = [*self._notes]
        if self._server is not None and self._checked:
            notes.append(
                f"{self._checked} of the tries were run again in fresh processes, and came to the "
                "same"
            )
        return tuple(notes)

    # -- what is asked of it
    def run(self, tries: Sequence[Try]) -> Generator[tuple[Try, Arrived], None, None]:
        """Run tries beside each other; yield each with what became of it, as they are done.

        A try that comes a second time has been run again, freshly: what came before is void.

        Raises
        ------
        KeyboardInterrupt
            If this process was told to end meanwhile.
        """
        given = self._target.words
        direct = [each for each in tries if each.act is not Act.LAUNCHER]
        lines = [each.started(given) for each in direct]
        for number, became in self._outcomes(lines, _CHECKED):
            if became is not None:
                yield direct[number], became
        for each in tries:
            if each.act is Act.LAUNCHER:
                try:
                    arrived = self.fresh(each)
                except UnmeasuredError as error:
                    self._trouble(each.words, str(error))
                else:
                    yield each, arrived

    def ask(self, lines: Sequence[Words]) -> list[Arrived]:
        """Run words, appended to those as given; return what became of each, in their order."""
        given = self._target.words
        return self.ask_lines([Line((*given, *line)) for line in lines])

    def ask_lines(self, lines: Sequence[Line]) -> list[Arrived]:
        """Run whole lines; return what became of each, in their order."""
        found: dict[int, Arrived] = {}
        for number, arrived in self._outcomes(lines, 0):
            found[number] = arrived or _NOTHING
        return [found[number] for number in range(len(lines))]

    def fresh(self, tried: Try) -> Arrived:
        """Run a try in a process of its own, with the launcher in front where that is the point.

        It is run again, whatever ran before: what is confirmed was seen twice.

        Raises
        ------
        UnmeasuredError
            If nothing can be told of it, for disk, memory or harness.
        """
        if tried.act is Act.LAUNCHER:
            return self.launched(tried.words)
        return self._ran(tried.started(self._target.words), None)

    def beyond(self, tried: Try | None, seconds: float) -> Arrived:
        """Run a try, or the words as given, on behind the place, in a process of its own.

        Raises
        ------
        UnmeasuredError
            As :meth:`fresh`.
        """
        given = self._target.words
        line = tried.started(given) if tried is not None else Line(given)
        return patience.twice(
            lambda: self._once(line, None, launched=False, beyond=seconds)
        )

    def _freshly(self, line: Line) -> Arrived:
        if line not in self._fresh:
            self._fresh[line] = self._ran(line, None)
        return self._fresh[line]

    def launched(self, words: Words) -> Arrived:
        """Run the command as it was typed, its launcher in front, with words appended.

        Raises
        ------
        UnmeasuredError
            As :meth:`fresh`.
        """
        return self._ran(Line((*self._target.command, *words)), None, launched=True)

    # -- many
    def _outcomes(
        self, lines: Sequence[Line], least: int
    ) -> Iterator[tuple[int, Arrived | None]]:
        """Yield what became of each line, by its number; of some again, if forks are given up.

        At least so many are run again in fresh processes.
        """
        numbers: dict[Line, list[int]] = {}
        for number, line in enumerate(lines):
            numbers.setdefault(line, []).append(number)
        before = self._given_up
        for tried in self._tried([*numbers], least):
            for number in numbers[tried.line]:
                yield number, tried.arrived
        if self._given_up and not before:
            for tried in self._tried([*numbers], 0):
                for number in numbers[tried.line]:
                    yield number, tried.arrived

    def _tried(self, lines: Sequence[Line], least: int) -> Iterator[_Tried]:
        """Run different lines beside each other; end early, if forks are given up."""
        forked = self._server is not None
        checked = self._sample(lines, least) if forked else set()
        differs = ""
        with Beside[Line, _Tried](
            self.jobs, lambda line: self._one(line, checked), self._stopping
        ) as beside:
            for tried in beside.done(lines):
                if differs := tried.differs:
                    break
                yield tried
        if differs:
            self._give_up(differs)

    def _sample(self, lines: Sequence[Line], least: int) -> set[Line]:
        """Draw lines, one from each of as many stretches as are wanted."""
        count = min(len(lines), max(least, len(lines) // _CHECKED_OF))
        drawn = random.Random(self._request.seed)  # noqa: S311  which are looked at again
        edges = (
            [len(lines) * each // count for each in range(count + 1)] if count else []
        )
        return {
            lines[drawn.randrange(start, end)]
            for start, end in itertools.pairwise(edges)
        }

    # -- one
    def _one(self, line: Line, checked: set[Line]) -> _Tried:
        try:
            if line in checked:
                return self._checking(line)
            server = self._living()
            arrived = self._ran(line, server) if server else self._freshly(line)
        except UnmeasuredError as error:
            self._trouble(line.words, str(error))
            return _Tried(line, None)
        return _Tried(line, arrived)

    def _checking(self, line: Line) -> _Tried:
        """Run a line in a fork and in a fresh process, and in another one if the two differ."""
        server = self._living()
        if server is None:
            return _Tried(line, self._freshly(line))
        forked, fresh = self._ran(line, server), self._freshly(line)
        self._checked += 1
        if difference := self._difference(forked, fresh):
            again = self._ran(line, None)
            self._unstable |= differing(fresh.leaves, again.leaves)
            difference = self._difference(forked, fresh)
            if again.reached != fresh.reached:
                # Not even fresh processes agree.
                difference = ""
        if difference:
            shown = shlex.join(line.words) or "nothing"
            if line.edited:
                shown += f", and {line.edited[0].path}"
            difference = f"a fork that was given {shown} {difference}"
        return _Tried(line, forked, difference)

    def _difference(self, forked: Arrived, fresh: Arrived) -> str:
        """Tell what a fork has done that a fresh process has not; nothing if they are alike."""
        if forked.exceeded or fresh.exceeded:
            return ""  # a matter of time, or of what runs beside it
        if forked.reached != fresh.reached:
            return (
                "came to the place" if forked.reached else "did not come to the place"
            )
        if bool(forked.exit) != bool(fresh.exit):
            return f"ended with {forked.exit}, not {fresh.exit}"
        other = differing(forked.leaves, fresh.leaves) - self._unstable
        return f"had another {', '.join(sorted(other)[:3])}" if other else ""

    def _ran(
        self, line: Line, server: Server | None, *, launched: bool = False
    ) -> Arrived:
        return patience.twice(lambda: self._once(line, server, launched=launched))

    def _once(
        self,
        line: Line,
        server: Server | None,
        *,
        launched: bool,
        beyond: float | None = None,
    ) -> Arrived:
        target, ground = self._target, self._ground
        argv = line.words
        if not launched:
            argv = (str(target.python), *target.entry, *line.words)
        with workplace() as place:
            file = place.base / "arrived"
            given = {} if launched else target.environ
            goes_on = beyond is not None
            environ = spots.environ(target.spot, file, given, goes_on=goes_on)
            environ |= dict(line.environ)
            seconds = self._request.time_limit if launched else self._seconds
            if beyond is not None:
                seconds = min(beyond, seconds)
            limits = replace(ground.limits, seconds=seconds)
            command = ground.command(
                argv,
                place,
                environ=environ,
                limits=limits,
                cwd=target.cwd,
                laid={each.path: each.text for each in line.edited},
            )
            finished = process.run(command, server, self._watch)
            leaves, left = spots.arrived(target.spot, file)
            written = ground.written(place, command.laid)
        reached = leaves is not None
        if finished.exit == hits.FAILED and not reached and _FAILED in finished.stderr:
            raise UnmeasuredError(finished.stderr.strip().splitlines()[-1])
        ended_there = reached and not target.spot.goes_on and beyond is None
        return Arrived(
            reached=reached,
            leaves=leaves or {},
            left=left,
            exit=0 if ended_there else finished.exit,
            exceeded=finished.exceeded,
            stdout=_cut(ground.masked(finished.stdout)),
            stderr=_cut(ground.masked(finished.stderr)),
            written=written,
            seconds=finished.seconds,
            fresh=server is None or server.ended,
        )

    def _watch(self, _: int) -> None:
        if self._stopping.is_set():
            raise _Stopped

    # -- the fork server
    def _begun(self) -> forking.Forking:
        """Start a fork server, in the environment of its runs; at the spot nothing is done yet."""
        target, ground = self._target, self._ground
        environ = spots.environ(target.spot, os.devnull, target.environ)
        for name in (look.LOOK, PARSERS):
            environ.pop(name, None)
        return forking.begun(
            target,
            environs.joined(ground.variables(), environ),
            ground.apart(),
            own=ground.kind == OVERLAY,
        )

    def _living(self) -> Server | None:
        """Return the fork server, if any; one that has ended is started again."""
        with self._lock:
            if self._server is not None and self._server.ended:
                self._server.close()
                self._server = None
                if self._restarts < _RESTARTS:
                    self._restarts += 1
                    self._server = self._begun().server
                if self._server is None:
                    self._notes.append(
                        "the fork server has ended: from then on every run started afresh"
                    )
            return self._server

    def _give_up(self, difference: str) -> None:
        """Do without a fork server from now on."""
        if self._server is not None:
            self._server.close()
        self._server, self._given_up = None, True
        self._notes.append(
            f"every run starts afresh: {difference}, other than a fresh process"
        )

    def _trouble(self, words: Words, error: str) -> None:
        with self._lock:
            self._troubles += 1
            if self._troubles <= _TROUBLES:
                shown = shlex.join(words) or "the words as given"
                self._notes.append(f"nothing can be told of {shown}: {error}")


def allowed(first: Arrived, most: float) -> float:
    """Return how long a run may take, in seconds, by what became of the words as given."""
    return patience.allowed(first.seconds, most) if first.reached else most


def _cut(text: str) -> str:
    """Return the beginning and the end of a text that is too long to be kept."""
    if len(text) <= _KEPT:
        return text
    half = _KEPT // 2
    return f"{text[:half]}\n…\n{text[-half:]}"
