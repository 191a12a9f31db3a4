"""Rounds: every contestant is started in every round, in a shuffled order."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Plan:
    """How much is measured: ``rounds`` of the best of ``starts``, after ``warm_ups`` of each."""

    rounds: int = 20
    starts: int = 3
    warm_ups: int = 2
    seed: int = 20240229

    def count(self, contestants: int) -> int:
        """Return how many starts this takes."""
        return contestants * (self.warm_ups + self.rounds * self.starts)


@dataclass(frozen=True)
class Start:
    """One start: seconds of wall time and CPU time, or why there is none.

    ``memory`` is the peak of the process in MiB, where it was looked at.
    """

    wall: float = 0.0
    cpu: float = 0.0
    torch: bool = False
    fault: str | None = None
    memory: float | None = None


@dataclass
class Samples:
    """What was measured of one contestant.

    Attributes
    ----------
    wall, cpu
        A value a round: the best of its starts, in seconds.
    starts
        The wall time of every start of every round, in seconds.
    memory
        Peaks in MiB, of the warm-up starts.
    torch
        Whether torch was imported before the config was ready.
    fault
        Why it was not started any more.
    """

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    torch: bool = False
    fault: str | None = None
    starts: list[list[float]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


#: Starts one contestant; replaced in tests by one with stated times.
Starter = Callable[[str], Start]

#: Told after each round what there is so far.
Keep = Callable[[Mapping[str, Samples]], None]


def measure(
    names: Sequence[str],
    start: Starter,
    plan: Plan,
    tick: Callable[[int], None],
    *,
    warm_up: Starter | None = None,
    before: Mapping[str, Samples] | None = None,
    keep: Keep | None = None,
) -> dict[str, Samples]:
    """Start every contestant in every round; return the samples by name.

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
        Told the number of starts done.
    warm_up
        Makes the warm-up starts, whose times are not stored, in the place of ``start``.
    before
        Samples of rounds that an interrupted measurement has left: the next round goes on.
    keep
        Called after each round with all samples so far.
    """
    left = before or {}
    samples = {name: _copy(left[name]) if name in left else Samples() for name in names}
    done = max((len(each.wall) for each in samples.values()), default=0)
    if done:
        tick(len(names) * done * plan.starts)
    if done >= plan.rounds:
        tick(len(names) * plan.warm_ups)
        return samples
    for name in _lineup(names, plan, "warm-up"):
        for _ in range(plan.warm_ups):
            kept = samples[name]
            if kept.fault is None:
                made = (warm_up or start)(name)
                tick(1)
                _note(kept, made)
                if made.memory is not None:
                    kept.memory.append(made.memory)
    for number in range(done, plan.rounds):
        for name in _lineup(names, plan, str(number)):
            kept, starts = samples[name], list[Start]()
            while len(starts) < plan.starts and kept.fault is None:
                starts.append(start(name))
                tick(1)
                _note(kept, starts[-1])
            if kept.fault is None:
                kept.wall.append(min(each.wall for each in starts))
                kept.cpu.append(min(each.cpu for each in starts))
                kept.starts.append([each.wall for each in starts])
        if keep is not None:
            keep(samples)
    return samples


def _lineup(names: Sequence[str], plan: Plan, which: str) -> list[str]:
    # Of this round alone: a measurement that is taken up again has the same order.
    lineup = list(names)
    random.Random(f"{plan.seed}/{which}").shuffle(lineup)  # noqa: S311  no secret
    return lineup


def _note(kept: Samples, made: Start) -> None:
    kept.fault = made.fault
    kept.torch |= made.torch


def _copy(samples: Samples) -> Samples:
    return replace(
        samples,
        wall=list(samples.wall),
        cpu=list(samples.cpu),
        starts=list(samples.starts),
        memory=list(samples.memory),
    )
