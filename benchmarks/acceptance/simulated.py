"""``python -m benchmarks.acceptance.simulated``: what ending rounds early does to intervals.

Nothing is started: stated times with stated noise go through the rounds and the rule of the
start-up category, many times over.  Rounds that end when an interval happens to be narrow could end
on those that are narrow by chance, and cover less than they say.  Here is how much.
"""

import argparse
import itertools
import math
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks import interleaved
from benchmarks.categories.startup.cases import BASE
from benchmarks.categories.startup.judging import Race
from benchmarks.registry import CONTROL_NAME
from configbench.timing.rounds import Company, Plan, Samples, Start

#: The rule of start-up, without warm-ups: what is stated needs none.
RULE = replace(BASE, warm_ups=0)

#: Seconds to "config ready" without any noise: a light program with its twin and its copy, another
#: that takes 3 ms more, and a heavy one whose seconds are spent before its ratio is known.
STATED: Mapping[str, float] = {
    CONTROL_NAME: 0.028,
    "light": 0.036,
    "light+twin": 0.036,
    "copy": 0.036,
    "slower": 0.039,
    "heavy": 0.300,
    "heavy+twin": 0.300,
}
TWINS = {"light+twin": "light", "heavy+twin": "heavy"}

#: Yields by what each start, one after the other, is longer than stated: a factor.
Noise = Callable[[np.random.Generator], Iterator[float]]


def _quiet(generator: np.random.Generator) -> Iterator[float]:
    while True:
        yield math.exp(generator.normal(0, 0.025))


def _noisy(generator: np.random.Generator) -> Iterator[float]:
    while True:
        yield math.exp(generator.normal(0, 0.15))


def _heavy_tailed(generator: np.random.Generator) -> Iterator[float]:
    """Every eighth start is late, by a Pareto law without a variance."""
    while True:
        late = 0.1 * generator.pareto(1.5) if generator.random() < 1 / 8 else 0.0
        yield math.exp(generator.normal(0, 0.02)) + late


def _two_speeds(generator: np.random.Generator) -> Iterator[float]:
    """The processor runs at either of two speeds, for fifteen starts or so."""
    slow = False
    while True:
        slow ^= generator.random() < 1 / 15
        yield (1.4 if slow else 1.0) * math.exp(generator.normal(0, 0.02))


def _drifting(generator: np.random.Generator) -> Iterator[float]:
    """The pace is autocorrelated: it wanders by a tenth within some fifty starts, and back."""
    pace = 0.0
    while True:
        pace = 0.98 * pace + generator.normal(0, 0.02)
        yield math.exp(pace + generator.normal(0, 0.015))


def _loaded(generator: np.random.Generator) -> Iterator[float]:
    """A load begins with the hundredth start: all takes twice as long, and scatters more."""
    for number in itertools.count():
        loaded = number >= 100  # noqa: PLR2004  as the docstring says
        scatter = generator.normal(0, 0.06 if loaded else 0.02)
        yield (2.0 if loaded else 1.0) * math.exp(scatter)


NOISES: Mapping[str, Noise] = {
    "quiet: 2.5 %": _quiet,
    "noisy: 15 %": _noisy,
    "heavy-tailed": _heavy_tailed,
    "two speeds": _two_speeds,
    "drifting": _drifting,
    "a load sets in": _loaded,
}


@dataclass(frozen=True)
class Outcome:
    """What came of many measurements with one kind of noise.

    Attributes
    ----------
    covered
        Share of the intervals that hold the stated ratio, over all contestants.
    false_alarms
        Share of the measurements in which a program is told from its own copy.
    found
        Share in which the 3 ms are found.
    rounds
        Median number of rounds of the light program, and of the heavy one.
    width
        Median half-width of the light program's interval, by its ratio.
    """

    covered: float
    false_alarms: float
    found: float
    rounds: tuple[float, float]
    width: float


def simulate(noise: Noise, plan: Plan, trials: int, seed: int = 0) -> Outcome:
    """Measure so many times, by the plan and the rule of start-up, and count."""
    races = [_race(noise, plan, seed + number) for number in range(trials)]
    ratios = [
        (race.facts(name)["ratio"], STATED[name] / STATED[CONTROL_NAME])
        for race in races
        for name in race.above
    ]
    light = [race.facts("light")["ratio"] for race in races]
    return Outcome(
        covered=_share(each["low"] <= true <= each["high"] for each, true in ratios),
        false_alarms=_share("copy" not in race.ties["light"] for race in races),
        found=_share("slower" not in race.ties["light"] for race in races),
        rounds=(_rounds(races, "light"), _rounds(races, "heavy")),
        width=statistics.median(
            (each["high"] - each["low"]) / 2 / each["median"] for each in light
        ),
    )


def _race(noise: Noise, plan: Plan, seed: int) -> Race:
    factors = noise(np.random.default_rng(seed))

    def start(name: str) -> Start:
        wall = STATED[name] * next(factors)
        return Start(wall, wall)

    samples: dict[str, Samples] = interleaved.measure(
        list(STATED),
        start,
        replace(plan, seed=seed),
        lambda _: None,
        company=Company(CONTROL_NAME, TWINS),
    )
    return Race(samples, TWINS, plan)


def _rounds(races: Sequence[Race], name: str) -> float:
    return statistics.median(len(race.samples[name].wall) for race in races)


def _share(found: Iterator[bool]) -> float:
    return statistics.mean(map(float, found))


def main(argv: Sequence[str]) -> int:
    """Simulate every kind of noise and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.acceptance.simulated",
        description="Stated times with stated noise through the rounds and the rule of start-up.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--trials", type=int, default=400, help="measurements of each kind"
    )
    trials = parser.parse_args(argv).trials
    table = Table(box=box.SIMPLE_HEAD)
    for title in (
        "noise", "rounds end", "covered", "told from its copy", "3 ms found",
        "rounds", "half-width",
    ):  # fmt: skip
        table.add_column(title, no_wrap=title == "noise")
    ends = {"early": RULE, "at the last": replace(RULE, width=None, seconds=None)}
    for name, noise in NOISES.items():
        for when, plan in ends.items():
            found = simulate(noise, plan, trials)
            light, heavy = found.rounds
            table.add_row(
                name,
                when,
                f"{found.covered:.1%}",
                f"{found.false_alarms:.1%}",
                f"{found.found:.1%}",
                f"{light:.0f} / {heavy:.0f}",
                f"{found.width:.1%}",
            )
    Console(width=100).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
