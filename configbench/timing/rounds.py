"""Programs are timed in turn: every contestant is started in every round, in a shuffled order.

The drift of a busy machine hits a whole round, so that differences are taken round by round.  What
one contestant does, or what befalls it, ends its own starts only; and so does what is known of it:
whoever has been measured well enough leaves, and the others go on (:meth:`Plan.content`).
"""

import itertools
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from configbench.timing import paired

#: Of all orders; a shuffle is no secret.
SEED = 20240229

#: The trouble of a start that nobody but this machine or this harness is to blame for.
HERE = "here"


@dataclass(frozen=True)
class Plan:
    """How much is measured: rounds, and in each of them the median of some starts.

    Attributes
    ----------
    rounds
        At most.
    starts, warm_ups
        Of each contestant a round, and before all rounds.
    seed
        Of the orders.
    least
        Rounds before which nobody leaves.
    width
        A contestant leaves as soon as half the interval of its ratio to the baseline is at most so
        much of the ratio; ``None``: never for that.
    seconds
        It leaves as soon as its starts took so long; ``None``: however long they take.
    baseline
        Starts of the baseline a round, an odd number: every ratio is to its median, and whatever
        disturbs one start of it would be in all of them.
    """

    rounds: int
    starts: int = 1
    warm_ups: int = 0
    seed: int = SEED
    least: int = 1
    width: float | None = None
    seconds: float | None = None
    baseline: int = 1

    def content(self, own: "Samples", baseline: "Samples | None") -> bool:
        """Whether a contestant has been measured well enough; by its stored samples alone.

        What decides is how wide the interval is, never where it lies.
        """
        done = len(own.wall)
        if done < self.least:
            return False
        if self.seconds is not None:
            spent = sum(itertools.chain.from_iterable(own.starts))
            if spent >= self.seconds:
                return True
        # Of fewer rounds there is no interval, however near to each other they are.
        if self.width is None or baseline is None or done < paired.FEWEST:
            return False
        found = own.ratio(baseline)
        return found.half_width <= self.width * found.median

    def count(self, contestants: int) -> int:
        """Return how many starts this takes at most."""
        further = self.rounds * (self.baseline - 1)
        return contestants * (self.warm_ups + self.rounds * self.starts) + further

    def lineup(self, names: Iterable[str], which: str) -> list[str]:
        """Return the order of one round; of this round alone, so that it can be taken up."""
        lineup = list(names)
        random.Random(f"{self.seed}/{which}").shuffle(lineup)  # noqa: S311  no secret
        return lineup


# Fourteen rounds: the exact test with Holm's adjustment can then tell every pair of 25 rows, the
# control and two twins apart (2 ** -13 * 378 < 0.05).  Half the width of the interval is at most
# 1.2 % of the ratio: the whole is then narrower than the 3 % that another machine two hours later
# moved a ratio by.  One start a round, not the best of several: as many starts give intervals as
# narrow, and whoever is known well enough leaves earlier.  Decision 0019.
#: How starts are timed, if nothing else is said: those of rows, and of anybody's commands.
PLAN = Plan(rounds=60, warm_ups=1, least=14, width=0.012, seconds=5.0)


@dataclass(frozen=True)
class Start:
    """One start, or why there is no time of it.

    Attributes
    ----------
    wall, cpu
        Seconds of what is timed.
    fault
        Why it cannot be timed, in one sentence.
    trouble
        Whose the fault is, where it is not the program's.
    noted
        What else was seen of it, for JSON.
    spent
        Seconds from the spawn until it was reaped.
    whole
        Seconds from the spawn to the end of what is timed, where that begins later.
    """

    wall: float = 0.0
    cpu: float = 0.0
    fault: str | None = None
    trouble: str | None = None
    noted: Mapping[str, Any] = field(default_factory=dict)
    spent: float = 0.0
    whole: float | None = None


@dataclass
class Samples:
    """What was measured of one contestant.

    Attributes
    ----------
    wall, cpu
        A value a round, from the first to the last that it was in: the median of its starts, in
        seconds.
    starts
        The wall time of every start of every round, in seconds.
    whole
        As ``wall``, but from the spawn on, where what is timed begins later; else nothing.
    noted
        What else was seen, a value a start in their order, warm-ups included.
    fault, trouble
        Why it was not started any more, and whose fault that is, as in :class:`Start`.
    """

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    starts: list[list[float]] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    noted: dict[str, list[Any]] = field(default_factory=dict)
    fault: str | None = None
    trouble: str | None = None

    def note(self, start: Start) -> None:
        """Keep what is kept of every start."""
        self.fault, self.trouble = start.fault, start.trouble
        for name, value in start.noted.items():
            self.noted.setdefault(name, []).append(value)

    def keep(self, starts: Sequence[Start]) -> None:
        """Keep the median of a round."""
        self.wall.append(statistics.median(start.wall for start in starts))
        self.cpu.append(statistics.median(start.cpu for start in starts))
        self.starts.append([start.wall for start in starts])
        whole = [start.whole for start in starts if start.whole is not None]
        if whole:
            self.whole.append(statistics.median(whole))

    def ratio(self, baseline: "Samples") -> paired.Difference:
        """Return how many times the baseline's time it takes, in the rounds that both have.

        Where a part of a run is timed, it is how many times the baseline's whole run takes with
        what the parts differ by in it: the rest, alike for all, counts, and its noise does not.
        """
        own, other = paired.in_common(self.wall, baseline.wall)
        if not baseline.whole:
            return paired.ratio(own, other)
        whole = baseline.whole[: len(own)]
        longer = [all_ + a - b for all_, a, b in zip(whole, own, other, strict=True)]
        return paired.ratio(longer, whole)


@dataclass(frozen=True)
class Company:
    """Whom a contestant is in the rounds with.

    Attributes
    ----------
    baseline
        The contestant to which the ratios are: it stays as long as anybody does, and nobody stays
        without it.
    twins
        The original of each twin: they leave when both may, so that they have as many rounds.
    """

    baseline: str
    twins: Mapping[str, str] = field(default_factory=dict)


#: Starts one contestant; replaced in tests by one with stated times.  What it raises ends all.
Starter = Callable[[str], Start]


@dataclass
class Rounds:
    """The rounds so far of one measurement.

    Attributes
    ----------
    groups
        The samples by group and contestant; a group is measured in the same rounds.
    loads
        By group, the load of the machine over the last minute (``os.getloadavg()``), after each
        round.
    children
        Seconds that the started programs took, from spawn to reaped.
    seconds
        Seconds that the whole took, in earlier sittings.
    sittings
        How often it was taken up, the first included.
    """

    groups: dict[str, dict[str, Samples]] = field(default_factory=dict)
    loads: dict[str, list[float]] = field(default_factory=dict)
    children: float = 0.0
    seconds: float = 0.0
    sittings: int = 1
    began: float = field(default_factory=time.monotonic)

    def total(self) -> float:
        """Return the seconds that all sittings took."""
        return self.seconds + time.monotonic() - self.began

    def begin(self, group: str, names: Sequence[str]) -> dict[str, Samples]:
        """Return the samples of a group: those of earlier rounds, or none yet."""
        earlier = self.groups.get(group)
        # Whoever joins later has fewer rounds than the others, and nothing to be compared in.
        late = Samples(fault="not ready in the first rounds", trouble=HERE)
        self.groups[group] = {
            name: Samples() if earlier is None else earlier.get(name, late)
            for name in names
        }
        return self.groups[group]

    def keep(self, group: str) -> None:
        """Note the load of the machine after a round; called when all of it is stored."""
        self.loads.setdefault(group, []).append(round(load()[0], 2))


def load() -> tuple[float, float, float]:
    """Return the load of the machine over 1, 5 and 15 minutes."""
    return os.getloadavg()


def measure(
    names: Sequence[str],
    start: Starter,
    plan: Plan,
    tick: Callable[[int], None],
    *,
    warm_up: Starter | None = None,
    rounds: Rounds | None = None,
    group: str = "",
    company: Company | None = None,
) -> dict[str, Samples]:
    """Start every contestant in every round until it leaves; return the samples by name.

    A contestant whose start fails keeps its name and its fault and is not started again; nothing
    is ever repeated because of its result.

    Parameters
    ----------
    names
        The contestants.
    start
        Starts one of them.
    plan
        How often.
    tick
        Told the number of starts done, or no longer to be done.
    warm_up
        Makes the warm-up starts, whose times are not stored, in the place of ``start``.
    rounds
        Keeps the samples after each round; what an earlier sitting has left there is gone on with.
    group
        What these contestants are called there.
    company
        By whom it is decided when a contestant leaves; without any, by itself.
    """
    rounds = rounds or Rounds()
    samples = rounds.begin(group, names)
    done = max((len(own.wall) for own in samples.values()), default=0)
    if done:
        tick(sum(len(each) for own in samples.values() for each in own.starts))

    def starts_of(name: str) -> int:
        baseline = company is not None and name == company.baseline
        return max(plan.starts, plan.baseline if baseline else 1)

    def once(starter: Starter, name: str) -> Start:
        made = starter(name)
        rounds.children += made.spent
        samples[name].note(made)
        tick(1)
        return made

    def staying(among: Sequence[str], number: int) -> list[str]:
        stay = _staying(samples, plan, number, company)
        for name in among:
            if name not in stay:
                tick((plan.rounds - len(samples[name].wall)) * starts_of(name))
        return [name for name in among if name in stay]

    stay = staying(names, done)
    if left := (len(names) - len(stay)) * plan.warm_ups:
        tick(left)
    for name in plan.lineup(names, "warm-up"):
        for _ in range(plan.warm_ups):
            if name in stay and samples[name].fault is None:
                once(warm_up or start, name)
    for number in range(done, plan.rounds):
        stay = staying(stay, number)
        if not stay:
            break
        made: dict[str, list[Start]] = {}
        # The starts of one contestant lie apart, so that nothing disturbs all of them.
        each = itertools.chain.from_iterable([name] * starts_of(name) for name in names)
        for name in plan.lineup(each, str(number)):
            if name in stay and samples[name].fault is None:
                made.setdefault(name, []).append(once(start, name))
        for name, starts in made.items():
            if samples[name].fault is None:
                samples[name].keep(starts)
        rounds.keep(group)
    return samples


def _staying(
    samples: Mapping[str, Samples], plan: Plan, number: int, company: Company | None
) -> set[str]:
    """Return who takes part in a round.

    Whoever left has fewer rounds than there were, so that nobody comes back.
    """
    if number >= plan.rounds:
        return set()
    sound = {
        name
        for name, own in samples.items()
        if own.fault is None and len(own.wall) == number
    }
    if company is None:
        return {name for name in sound if not plan.content(samples[name], None)}
    baseline, others = company.baseline, sound - {company.baseline}
    if baseline not in sound:
        return set()
    wanting = {
        name for name in others if not plan.content(samples[name], samples[baseline])
    }
    for pair in company.twins.items():
        if not wanting.isdisjoint(pair):
            wanting |= others.intersection(pair)
    return {baseline, *wanting} if wanting or number < plan.least else set()
