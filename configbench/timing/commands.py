"""A command of the user's own, started once and timed: to its end, or to a place in it.

It runs as it would from the shell: in the same folder, with the same variables and the same home,
for caches that are there make a start what it is.  Of the suite's place to run it has the limits,
and that nothing of it is left behind.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from configbench import foreign, looking, records, shell_words
from configbench.errors import ConfigbenchError, UserError
from configbench.looking import Look, Then
from configbench.places import Place
from configbench.process import MIB, Command, Finished, Limits, run
from configbench.timing.rounds import Start
from configbench.workplace import Workplace, workplace

#: What only a shell understands, as words of their own.
_SHELL = frozenset({"|", "||", "&", "&&", ";", "<", ">", ">>", "2>", "2>&1", "&>"})


class CommandError(ConfigbenchError):
    """A command that is timed has failed: told with what it printed, exit 2.

    Attributes
    ----------
    finished
        How it ended.
    """

    def __init__(self, sentence: str, finished: Finished) -> None:
        super().__init__(sentence)
        self.finished = finished


#: Bytes that a command may print on either stream; imports are told there, too.
_OUTPUT = 64 * MIB


def limits() -> Limits:
    """Return what a command may use: all memory of the machine, for it is the user's own."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return replace(looking.LIMITS, memory=memory, output=_OUTPUT)


def split(text: str) -> tuple[str, ...]:
    """Return the words of a command that was typed as one.

    Raises
    ------
    UserError
        If there are none, or if only a shell could run it.
    """
    words = shell_words.split(text, f"the command {text!r}")
    if not words or not words[0]:
        raise UserError(f"the command {text!r} is empty, expected words to run")
    if shell := next((each for each in words if each in _SHELL), None):
        raise UserError(
            f"the command {text!r}: {shell!r} needs a shell, and none is started: "
            "write sh -c '…' around it"
        )
    if "=" in words[0] and words[0].partition("=")[0].isidentifier():
        raise UserError(
            f"the command {text!r} begins with a variable, expected a program: "
            "put the word env before it"
        )
    return words


@dataclass(frozen=True)
class Timed:
    """What is started again and again.

    Attributes
    ----------
    called
        What it is called in sentences.
    words
        The command.
    cwd
        Its working folder.
    until
        The place where its time ends and it is ended; ``None``: it ends by itself.
    allowed
        Exit codes that are no failure.
    limits
        What it may use.
    """

    called: str
    words: tuple[str, ...]
    cwd: Path
    until: Place | None = None
    allowed: frozenset[int] = frozenset({0})
    limits: Limits = field(default_factory=limits)

    def start(self, seconds: float, *, told: bool = False) -> Start:
        """Start it once, for so many seconds at most; returns wall and CPU time in seconds.

        With ``told`` it is found out why it does not come to the place, if it does not: that takes
        a few milliseconds.

        Raises
        ------
        CommandError
            If it fails, takes longer, or never comes to the place.
        """
        start, _ = self.run(seconds, told=told)
        return start

    def run(self, seconds: float, *, told: bool) -> tuple[Start, Finished]:
        """Start it once, as :meth:`start`; return how it ended, too."""
        with workplace() as place:
            file = place.base / "clock.jsonl"
            finished = run(self._command(place, file, seconds, told=told))
            if self.until is None:
                return self._to_the_end(finished), finished
            return self._to_the_place(finished, file, self.until), finished

    def _command(
        self, place: Workplace, file: Path, seconds: float, *, told: bool
    ) -> Command:
        environ = {}
        if self.until is not None:
            look = Look(self.until, file, Then.CLOCK_END, told=told)
            environ = look.environ({"PYTHONPATH": os.environ.get("PYTHONPATH", "")})
        return Command(
            self.words,
            place,
            base=os.environ,
            environ=environ,
            limits=replace(self.limits, seconds=seconds),
            cwd=self.cwd,
        )

    def _to_the_end(self, finished: Finished) -> Start:
        if finished.exceeded or finished.exit not in self.allowed:
            raise CommandError(f"{self.called}: {self._failed(finished)}", finished)
        return Start(finished.seconds, finished.cpu, spent=finished.seconds)

    def _failed(self, finished: Finished) -> str:
        if finished.exit is None:
            return f"not started: {finished.stderr}"
        if finished.exceeded:
            return _over(finished)
        allowed = " or ".join(map(str, sorted(self.allowed)))
        return f"{finished.ended}, expected {allowed} (--allow-exit allows another)"

    def _to_the_place(self, finished: Finished, file: Path, at: Place) -> Start:
        stamps, told = [], []
        cut = not finished.ended_by_itself
        for where, content in foreign.objects(file, cut=cut):
            if "note" in content:
                told.append(records.note(content, where))
            else:
                stamps.append(records.stamp(content, where))
        if finished.exceeded or not stamps:
            raise CommandError(self._lost(finished, at, told), finished)
        # Of several processes, the first that comes there.
        first = min(stamps, key=lambda stamp: stamp.monotonic)
        wall = first.monotonic - finished.started
        if not 0 < wall <= finished.seconds:
            raise CommandError(f"{self.called}: a stamp from outside the run", finished)
        return Start(wall, first.cpu, spent=finished.seconds)

    def _lost(self, finished: Finished, at: Place, told: Sequence[str]) -> str:
        notes = looking.sentences(at, told, reached=False)
        why = [*looking.isolated(self.words), *notes]
        return "; ".join(
            [f"{self.called}: {at} was never reached: {_over(finished)}", *why]
        )


def _over(finished: Finished) -> str:
    """Return how a command ended; of a limit that can be raised, by what."""
    raised = ", which --time-limit raises" if finished.exceeded == "time" else ""
    return f"{finished.ended}{raised}"
