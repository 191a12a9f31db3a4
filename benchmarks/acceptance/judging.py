"""What a trial's samples say, and what all trials say together; pure."""

import math
import statistics
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import scipy
from numpy.typing import NDArray

from benchmarks.acceptance.plan import OTHERS
from configbench.timing import paired, verdicts

Samples = Mapping[str, Sequence[float]]

_RESAMPLES = 4999


@dataclass(frozen=True)
class Verdict:
    """What a tool says of the changed program less the original, in seconds.

    ``different`` is our rule's answer; the peers have no rule.
    """

    estimate: float
    low: float
    high: float
    different: bool | None = None

    def error(self, planted: float) -> float:
        """Return how far the estimate is from the planted difference."""
        return abs(self.estimate - planted)

    def covers(self, planted: float) -> bool:
        """Whether the interval holds the planted difference."""
        return self.low <= planted <= self.high


def judge(tool: str, samples: Samples) -> Verdict:
    """Judge one trial: by the rule of the category, or as other tools do, by exported samples."""
    return unpaired(samples) if tool in OTHERS else ours(samples)


def ours(samples: Samples) -> Verdict:
    """Apply the start-up category's rule to the changed program and the original.

    The three contestants are compared pair by pair, adjusted by Holm, each pair in the rounds that
    both have, and the half-width of the twin's interval is the floor, as for any two rows of the
    report.
    """
    _, found = verdicts.beside(samples["changed"], samples["original"])
    apart = verdicts.told_apart(samples, "original", "twin")
    return Verdict(found.median, found.low, found.high, "changed" in apart)


def unpaired(samples: Samples) -> Verdict:
    """Return the difference of medians with a 95 % BCa bootstrap interval.

    Efron (1987), by ``scipy.stats.bootstrap``; percentiles where BCa is degenerate.
    """
    changed, original = (np.asarray(samples[name]) for name in ("changed", "original"))
    low, high = _bootstrap((changed, original), _medians)
    return Verdict(float(np.median(changed) - np.median(original)), low, high)


def _bootstrap(
    samples: Sequence[NDArray[np.float64]], statistic: Callable[..., Any]
) -> tuple[float, float]:
    """Return the 95 % BCa bootstrap interval of a statistic of several samples.

    Percentiles where BCa has no answer: the jackknife of a median can be degenerate (many equal
    values).
    """
    low = high = math.nan
    methods: tuple[Literal["BCa", "percentile"], ...] = ("BCa", "percentile")
    for method in methods:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore", scipy.stats.DegenerateDataWarning)
            low, high = scipy.stats.bootstrap(
                tuple(samples),
                statistic,
                confidence_level=paired.CONFIDENCE,
                n_resamples=_RESAMPLES,
                method=method,
                rng=np.random.default_rng(0),
            ).confidence_interval
        if not (math.isnan(low) or math.isnan(high)):
            break
    return float(low), float(high)


def _medians(
    one: NDArray[np.float64], other: NDArray[np.float64], axis: int = -1
) -> NDArray[np.float64]:
    difference = np.median(one, axis=axis) - np.median(other, axis=axis)
    return np.asarray(difference, dtype=np.float64)


@dataclass(frozen=True)
class Tally:
    """All trials of one kind by one tool.

    Attributes
    ----------
    trials
        How many were judged.
    failed
        How many could not be timed.
    different
        How many our rule calls different; ``None`` for a tool without one.
    covered
        Intervals that hold the planted difference.
    error
        Median distance of estimate and planted difference, in seconds.
    bias
        Median of estimate less planted difference, in seconds: what the trials miss all alike.
    width
        Median half-width of the intervals, in seconds.
    """

    trials: int
    failed: int
    different: int | None
    covered: int
    error: float
    bias: float
    width: float


def tally(
    tool: str, trials: Sequence[Mapping[str, Any]], planted: float
) -> Tally | None:
    """Count what a tool said in its trials of one kind; nothing where it has none."""
    sound = [each["samples"] for each in trials if "samples" in each]
    if not sound:
        return None
    verdicts = [judge(tool, samples) for samples in sound]
    return Tally(
        trials=len(verdicts),
        failed=len(trials) - len(sound),
        different=sum(bool(each.different) for each in verdicts)
        if tool not in OTHERS
        else None,
        covered=sum(each.covers(planted) for each in verdicts),
        error=statistics.median(each.error(planted) for each in verdicts),
        bias=statistics.median(each.estimate - planted for each in verdicts),
        width=statistics.median((each.high - each.low) / 2 for each in verdicts),
    )
