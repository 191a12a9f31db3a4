"""Statistics of paired samples: what differs, by how much, and what is a tie.

All contestants are measured in the same rounds, so a difference is taken round by round; the drift
of a busy machine, which hits a whole round, cancels.

``scipy.stats`` is loaded at its first use: it takes most of a second, and few commands need it.
"""

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import scipy
from numpy.typing import NDArray

#: Confidence level of the intervals, and its complement for the tests.
CONFIDENCE = 0.95
ALPHA = 1 - CONFIDENCE

_RESAMPLES = 9999


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


def difference(
    one: Sequence[float], other: Sequence[float], seed: int = 0
) -> Difference:
    """Return the median of ``one - other``, pair by pair, with a 95 % BCa bootstrap interval.

    BCa: Efron (1987), Better bootstrap confidence intervals; computed by ``scipy.stats.bootstrap``.

    Parameters
    ----------
    one, other
        Samples of the same rounds, shape (rounds,).
    seed
        Of the resampling, so that a report is the same each time.

    Raises
    ------
    ValueError
        If the lengths differ or are below 2.
    """
    # Sorted: the order of the rounds must not matter to the resampling.
    return _difference(tuple(np.sort(_pairs(one, other)).tolist()), seed)


@lru_cache(maxsize=4096)
def _difference(values: tuple[float, ...], seed: int) -> Difference:
    # A page asks for the same pairs in several of its sentences, and resampling takes 10 ms.
    pairs = np.asarray(values)
    median = float(np.median(pairs))
    if np.all(pairs == pairs[0]):
        return Difference(median, median, median)
    low, high = interval((pairs,), np.median, _RESAMPLES, seed)
    return Difference(median, min(low, median), max(high, median))


def span(one: Sequence[float], other: Sequence[float]) -> Difference:
    """Return the median of ``one - other`` with the lowest and the highest, for a few pairs only.

    Raises
    ------
    ValueError
        If the lengths differ or are below 2.
    """
    pairs = _pairs(one, other)
    return Difference(
        float(np.median(pairs)), float(np.min(pairs)), float(np.max(pairs))
    )


def interval(
    samples: Sequence[NDArray[np.float64]],
    statistic: Callable[..., Any],
    resamples: int,
    seed: int = 0,
) -> tuple[float, float]:
    """Return the 95 % BCa bootstrap interval of a statistic of one or several samples.

    Percentiles where BCa has no answer: the jackknife of a median can be degenerate (many equal
    values).

    Parameters
    ----------
    samples
        Each of shape (values,).
    statistic
        Takes the samples and ``axis``, as ``scipy.stats.bootstrap`` calls it.
    resamples, seed
        How many, and of which random numbers.
    """
    low = high = math.nan
    methods: tuple[Literal["BCa", "percentile"], ...] = ("BCa", "percentile")
    for method in methods:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore", scipy.stats.DegenerateDataWarning)
            low, high = scipy.stats.bootstrap(
                tuple(samples),
                statistic,
                confidence_level=CONFIDENCE,
                n_resamples=resamples,
                method=method,
                rng=np.random.default_rng(seed),
            ).confidence_interval
        if not (math.isnan(low) or math.isnan(high)):
            break
    return float(low), float(high)


def p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the p-value of the exact two-sided Wilcoxon signed-rank test on the pairs.

    Wilcoxon (1945); pairs without a difference are left out.  Nothing but such pairs gives 1.
    """
    pairs = _pairs(one, other)
    pairs = pairs[pairs != 0]
    if not len(pairs):
        return 1.0
    return float(scipy.stats.wilcoxon(pairs, method="exact").pvalue)


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
        Of the same rounds, by contestant.
    pairs
        Who is compared with whom; p-values are adjusted for their number.
    floor
        The noise floor of a pair, as :func:`differs` takes it.
    """
    p_values = {f"{a} {b}": p_value(samples[a], samples[b]) for a, b in pairs}
    adjusted = holm(p_values)
    tied: dict[str, list[str]] = {name: [] for name in samples}
    for one, other in pairs:
        measured = difference(samples[one], samples[other])
        if not differs(adjusted[f"{one} {other}"], measured, floor(one, other)):
            tied[one].append(other)
            tied[other].append(one)
    return tied


def _pairs(one: Sequence[float], other: Sequence[float]) -> NDArray[np.float64]:
    if len(one) != len(other) or len(one) < 2:  # noqa: PLR2004  a pair of pairs
        raise ValueError(
            f"paired samples need equal lengths of at least 2: {len(one)}, {len(other)}"
        )
    return np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
