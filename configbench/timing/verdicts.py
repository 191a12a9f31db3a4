"""What paired samples say of several commands: how many times one takes, and who is told apart."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from configbench.timing import paired
from configbench.timing.paired import Difference

#: Seconds by contestant, a value a round.
Walls = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Verdict:
    """What the first of some commands is beside another.

    Attributes
    ----------
    ratio
        How many times the other it takes, with its interval.
    more
        What it takes more, in seconds.
    different
        Whether the two can be told apart; ``None`` where the rounds are too few to tell.
    """

    ratio: Difference
    more: Difference
    different: bool | None


def beside(
    one: Sequence[float], other: Sequence[float]
) -> tuple[Difference, Difference]:
    """Return ratio and difference of one to the other, in the rounds that both have."""
    both = paired.in_common(one, other)
    return paired.ratio(*both), paired.difference(*both)


def pairs(walls: Walls, first: str, twin: str) -> list[tuple[str, str]]:
    """Return who is compared: all others and the twin with the first, and others with the twin."""
    others = [name for name in walls if name not in {first, twin}]
    return [
        *((other, first) for other in others),
        (twin, first),
        *((other, twin) for other in others),
    ]


def told_apart(walls: Walls, first: str, twin: str) -> set[str]:
    """Return all that can be told from the first, its own twin among them if that can.

    As of any two rows of the suite's report: the exact test, adjusted by Holm for the number of
    pairs, finds a difference, and it is more than half the width of the twin's interval.
    """
    _, noise = beside(walls[twin], walls[first])
    compared = pairs(walls, first, twin)
    tied = paired.ties(walls, compared, lambda *_: noise.half_width)
    return {*walls} - {first, *tied[first]}


def verdicts(walls: Walls, first: str, twin: str, fewest: int) -> dict[str, Verdict]:
    """Return the verdict on the first beside each other and beside its twin, by their names.

    Parameters
    ----------
    fewest
        The rounds without which nobody is told apart.
    """
    rounds = min(map(len, walls.values()))
    apart = told_apart(walls, first, twin) if rounds >= fewest else None
    return {
        name: Verdict(
            *beside(walls[first], walls[name]), None if apart is None else name in apart
        )
        for name in walls
        if name != first
    }


def change(now: Difference, then: Difference) -> Difference:
    """Return how many times an earlier ratio the ratio is now, with its interval.

    The two were measured apart: their half-widths, of the logarithms, add up as squares do.
    """
    median = now.median / then.median
    down = math.hypot(math.log(now.median / now.low), math.log(then.high / then.median))
    up = math.hypot(math.log(now.high / now.median), math.log(then.median / then.low))
    return Difference(median, median / math.exp(down), median * math.exp(up))
