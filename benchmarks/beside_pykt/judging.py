"""What the trainings say: times, ratios, means, and what was kept; pure."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.beside_pykt.plan import OURS, PYKT, Cell
from configbench.timing import paired

#: What was promised of speed: so many times pykt's sequences in a second.
FASTER = 1.5

Training = Mapping[str, Any]


@dataclass(frozen=True)
class Speed:
    """One line of the speed table.

    Attributes
    ----------
    pykt, ours
        Training sequences in a second: medians of the rounds.
    ratio
        Ours divided by pykt's, round by round.
    pykt_peak, ours_peak
        Peak memory in MiB: medians of the rounds.
    """

    pykt: float
    ours: float
    ratio: paired.Difference
    pykt_peak: float
    ours_peak: float

    @property
    def kept(self) -> bool:
        """Whether the median ratio is what was promised."""
        return self.ratio.median >= FASTER


def clock(trainings: Sequence[Training]) -> str:
    """Return which seconds are compared: the processor's, unless somebody used another device."""
    return "cpu" if {each["device"] for each in trainings} <= {"cpu"} else "wall"


def speed(
    trainings: Sequence[Training], cell: Cell, sequences: int, seconds: str
) -> Speed:
    """Judge one cell, in which each round trained so many ``sequences``.

    ``seconds`` is the clock's name, ``cpu`` or ``wall``.
    """
    own = {name: of(trainings, vars(cell), name) for name in (PYKT, OURS)}
    times = {name: [each[seconds] for each in rounds] for name, rounds in own.items()}
    peaks = {
        name: statistics.median(each["peak"] for each in rounds) / 1024
        for name, rounds in own.items()
    }
    return Speed(
        sequences / statistics.median(times[PYKT]),
        sequences / statistics.median(times[OURS]),
        paired.ratio(times[PYKT], times[OURS]),
        peaks[PYKT],
        peaks[OURS],
    )


def of(trainings: Sequence[Training], line: object, contestant: str) -> list[Training]:
    """Return a contestant's trainings of one line of a table, in the order of their numbers."""
    own = [
        each
        for each in trainings
        if each["of"] == line and each["contestant"] == contestant
    ]
    return sorted(own, key=lambda each: int(each["number"]))


@dataclass(frozen=True)
class Mean:
    """Mean and standard deviation over seeds."""

    mean: float
    sd: float

    def __str__(self) -> str:
        return f"{self.mean:.4f} ± {self.sd:.4f}"


def mean(values: Sequence[float]) -> Mean:
    """Return mean and standard deviation of two values at least."""
    return Mean(statistics.mean(values), statistics.stdev(values))


def spread(one: Mean, other: Mean) -> float:
    """Return the seeds' spread of two contestants: the root of their mean variance."""
    return math.sqrt((one.sd**2 + other.sd**2) / 2)


def not_below(ours: Mean, pykt: Mean) -> bool:
    """Whether ours is not below pykt's by more than the seeds' spread."""
    return ours.mean >= pykt.mean - spread(ours, pykt)
