"""Statistics of paired samples: what differs, by how much, and what is a tie.

All contestants are measured in the same rounds, so a difference is taken round by round; the drift
of a busy machine, which hits a whole round, cancels.

``scipy.stats`` is loaded at its first use: it takes most of a second, and few commands need it; nor
does any wait for numpy.
"""

import functools
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: Confidence level of the intervals, and its complement for the tests.
CONFIDENCE = 0.95
ALPHA = 1 - CONFIDENCE


@dataclass(frozen=True)
class Difference:
    """A median paired difference with its confidence interval; units of the samples."""

    median: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def difference(one: Sequence[float], other: Sequence[float]) -> Difference:
    """Return the median of ``one - other``, pair by pair, with its interval by ranks.

    The interval goes from one of the differences to another, as many from either end as at least
    95 % allow (Thompson 1936): whatever the noise is like, each is above the true median as often
    as below.  Of fewer than :data:`FEWEST` the lowest and the highest stand in its place.

    Parameters
    ----------
    one, other
        Samples of the same rounds, shape (rounds,).

    Raises
    ------
    ValueError
        If the lengths differ or are below 2.
    """
    pairs = sorted(_pairs(one, other))
    rank = left_out(len(pairs))
    low, high = pairs[rank], pairs[-1 - rank]
    return Difference(statistics.median(pairs), low, high)


def ratio(one: Sequence[float], other: Sequence[float]) -> Difference:
    """Return the median of ``one / other``, pair by pair, with its interval by ranks.

    It is the difference of logarithms, so that twice and half are equally far from equal.

    Raises
    ------
    ValueError
        If the lengths differ or are below 2.
    """
    found = difference([math.log(x) for x in one], [math.log(x) for x in other])
    return Difference(*map(math.exp, (found.median, found.low, found.high)))


@functools.cache
def left_out(count: int) -> int:
    """Return how many of so many values lie below the 95 % interval of their median: as many above.

    Of so few that not even the lowest and the highest make one, none.
    """
    outside, beyond = 0, 0.0
    for number in range(count // 2):
        beyond += math.comb(count, number) / 2 ** (count - 1)
        if beyond > ALPHA:
            break
        outside = number
    return outside


def in_common(
    one: Sequence[float], other: Sequence[float]
) -> tuple[Sequence[float], Sequence[float]]:
    """Return the samples of the rounds that both have: the first, since who has left stays away."""
    both = min(len(one), len(other))
    return one[:both], other[:both]


def p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the p-value of the exact two-sided Wilcoxon signed-rank test on the pairs.

    Wilcoxon (1945); pairs without a difference are left out.  Nothing but such pairs gives 1.
    """
    pairs = [pair for pair in _pairs(one, other) if pair]
    if not pairs:
        return 1.0
    from scipy import stats  # noqa: PLC0415  where it is in use

    return float(stats.wilcoxon(pairs, method="exact").pvalue)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Return p-values adjusted for their number, by Holm (1979)'s step-down procedure."""
    adjusted: dict[str, float] = {}
    highest = 0.0
    ordered = sorted(p_values, key=lambda key: p_values[key])
    for rank, key in enumerate(ordered):
        highest = max(highest, min(1.0, (len(ordered) - rank) * p_values[key]))
        adjusted[key] = highest
    return adjusted


def smallest_p(rounds: int) -> float:
    """Return the least p-value that the exact test can give after so many rounds."""
    return float(2.0 ** (1 - rounds))


#: The least number of pairs of which the lowest and the highest are an interval of 95 %.
FEWEST = next(count for count in range(2, 99) if smallest_p(count) <= ALPHA)


def differs(adjusted_p: float, measured: Difference, floor: float) -> bool:
    """Whether two contestants differ: significantly, and by more than the noise floor.

    ``floor`` is the half-width of the difference between the heavier one's twin and its original:
    what the same program differs from itself in the same rounds.
    """
    return adjusted_p < ALPHA and abs(measured.median) > floor


def ties(
    samples: Mapping[str, Sequence[float]],
    pairs: Sequence[tuple[str, str]],
    floor: Callable[[str, str], float],
) -> dict[str, list[str]]:
    """Return, for each contestant, those that it is compared with and cannot be told apart from.

    Parameters
    ----------
    samples
        By contestant; of two the rounds that both have are compared.
    pairs
        Who is compared with whom; p-values are adjusted for their number.
    floor
        The noise floor of a pair, as :func:`differs` takes it.
    """
    both = {(a, b): in_common(samples[a], samples[b]) for a, b in pairs}
    adjusted = holm({f"{a} {b}": p_value(*both[a, b]) for a, b in pairs})
    tied: dict[str, list[str]] = {name: [] for name in samples}
    for one, other in pairs:
        measured = difference(*both[one, other])
        if not differs(adjusted[f"{one} {other}"], measured, floor(one, other)):
            tied[one].append(other)
            tied[other].append(one)
    return tied


def _pairs(one: Sequence[float], other: Sequence[float]) -> list[float]:
    if len(one) != len(other) or len(one) < 2:  # noqa: PLR2004  a pair of pairs
        raise ValueError(
            f"paired samples need equal lengths of at least 2: {len(one)}, {len(other)}"
        )
    return [a - b for a, b in zip(one, other, strict=True)]
