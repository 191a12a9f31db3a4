"""Commands in rounds, until they are known well enough, the time is over, or somebody ends it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from configbench import interruption
from configbench.errors import UserError
from configbench.timing import paired
from configbench.timing.commands import CommandError, Timed
from configbench.timing.rounds import (
    PLAN,
    Company,
    Plan,
    Rounds,
    Samples,
    Start,
    measure,
)

#: What has ended a measurement before its time.
CTRL_C, MAX_TIME = "Ctrl-C", "--max-time"

#: Told how many starts of how many are done, or need not be done.
Told = Callable[[int, int], None]


class _Over(Exception):  # noqa: N818  no error: the time is over
    """``--max-time`` is over."""


@dataclass(frozen=True)
class Measured:
    """What was measured of some commands, in the same rounds.

    Attributes
    ----------
    samples
        By name; whole rounds alone.
    seconds
        What all of it took.
    loads
        The load of the machine over the last minute, after each round.
    ended
        :data:`CTRL_C` or :data:`MAX_TIME`, if one of these has ended it.
    """

    samples: Mapping[str, Samples]
    seconds: float
    loads: tuple[float, ...] = ()
    ended: str = ""

    @property
    def rounds(self) -> int:
        """The rounds that all have."""
        return min((len(own.wall) for own in self.samples.values()), default=0)

    @property
    def has_intervals(self) -> bool:
        """Whether the rounds are enough for intervals: of fewer, lowest and highest are told."""
        return self.rounds >= paired.FEWEST


def plan(runs: int | None, least: int) -> Plan:
    """Return how much is measured: so many rounds, or as the suite does of start-up.

    Parameters
    ----------
    runs
        ``--runs``, if it was given.
    least
        The rounds without which nothing can be told.

    Raises
    ------
    UserError
        If these are more.
    """
    if runs is None:
        return PLAN
    if runs < least:
        raise UserError(
            f"--runs {runs}: expected at least {least}, by fewer nothing is told"
        )
    return replace(PLAN, rounds=runs, least=runs, width=None, seconds=None)


def fewest(pairs: int) -> int:
    """Return the fewest rounds by which so many pairs can be told apart."""
    return next(
        count
        for count in range(paired.FEWEST, 999)
        if paired.smallest_p(count) * pairs < paired.ALPHA
    )


@dataclass(frozen=True)
class Patience:
    """How long one start may take, and all of them, in seconds."""

    each: float
    whole: float | None = None


def measured(
    commands: Mapping[str, Timed],
    plan: Plan,
    company: Company,
    patience: Patience,
    heard: Told = lambda *_: None,
) -> Measured:
    """Start all commands in turn; what was measured before an end is returned.

    Raises
    ------
    CommandError
        If a command fails, or never comes to its place.
    """
    began = time.monotonic()
    last = None if patience.whole is None else began + patience.whole
    rounds, done = Rounds(), 0

    def start(name: str, *, told: bool = False) -> Start:
        interruption.check()
        left = patience.each if last is None else last - time.monotonic()
        if left <= 0:
            raise _Over
        try:
            return commands[name].start(min(left, patience.each), told=told)
        except CommandError as error:
            if error.finished.exceeded == "time" and left < patience.each:
                raise _Over from error
            raise

    def tick(starts: int) -> None:
        nonlocal done
        done += starts
        heard(done, plan.count(len(commands)))

    ended = ""
    try:
        measure(
            [*commands],
            start,
            plan,
            tick,
            warm_up=partial(start, told=True),
            rounds=rounds,
            company=company,
        )
    except _Over:
        ended = MAX_TIME
    except KeyboardInterrupt:
        # A second one acts at once.
        interruption.answered()
        ended = CTRL_C
    return Measured(
        rounds.groups.get("", {}),
        time.monotonic() - began,
        tuple(rounds.loads.get("", ())),
        ended,
    )
