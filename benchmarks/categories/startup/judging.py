"""From facts to judgements: differences, intervals, ties; pure."""

import itertools
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from benchmarks.categories.startup import accounts, doubts
from benchmarks.categories.startup.cases import StartCase
from benchmarks.categories.startup.contestants import NotTimed
from benchmarks.categories.startup.where import WhereFacts
from benchmarks.cells import Judgement, unmeasured
from benchmarks.interleaved import judgement
from benchmarks.outcomes import Outcome, Trouble
from benchmarks.registry import CONTROL_NAME
from configbench.timing import paired
from configbench.timing.rounds import Plan, Samples

Pair = tuple[str, str]

#: For each twin what it weighs, and what it differs from its original.
Floors = Mapping[str, tuple[float, paired.Difference]]


@dataclass(frozen=True)
class Race:
    """All that were started for one case, in the same rounds, each from the first until it left.

    Attributes
    ----------
    samples
        By contestant; the control among them, which was in every round.
    twins
        The original of each twin.
    plan
        The plan that was followed.
    lent
        The noise of the case with the twins in the same run, for twins that are none here.
    control
        What the program without a library is called.
    otherwise
        Why stamps of a contestant cannot be true, or what it does otherwise where it is timed.
    """

    samples: Mapping[str, Samples]
    twins: Mapping[str, str]
    plan: Plan
    lent: Floors | None = None
    control: str = CONTROL_NAME
    otherwise: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def timed(self) -> Mapping[str, Samples]:
        """The samples of those that were timed to the end."""
        return {name: own for name, own in self.samples.items() if own.fault is None}

    @cached_property
    def doubts(self) -> Mapping[str, str]:
        """Why the times of a contestant cannot be true, where they cannot."""
        found = {name: self._doubt(name) for name in self.above}
        return {name: doubt for name, doubt in found.items() if doubt}

    def _doubt(self, name: str) -> str:
        own, control = self.timed[name], self.samples[self.control]
        if told := self.otherwise.get(name):
            return told
        # Of few rounds there is no interval; what ends before the core may be shorter than a run.
        if len(own.wall) < paired.FEWEST or not own.noted.get("rest"):
            return ""
        floor = self._floor(name, self.control)
        return doubts.below(own.ratio(control), self.above[name], floor)

    @cached_property
    def sound(self) -> Mapping[str, Samples]:
        """The samples of those whose times can be told."""
        return {
            name: own for name, own in self.timed.items() if name not in self.doubts
        }

    @cached_property
    def above(self) -> Mapping[str, paired.Difference]:
        """What each took above the control, in seconds."""
        control = self.samples[self.control]
        return {
            name: _difference(own.wall, control.wall)
            for name, own in self.timed.items()
            if name != self.control
        }

    @cached_property
    def noise(self) -> Floors:
        """The noise of these rounds: for each twin its weight and its difference, in seconds.

        The weight is the median above the control.
        """
        return {
            twin: (
                self.above[twin].median,
                _difference(self.timed[twin].wall, self.timed[original].wall),
            )
            for twin, original in self.twins.items()
            if {twin, original, self.control} <= self.timed.keys()
        }

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs that are compared."""
        rounds = {
            name: len(self.sound[name].wall)
            for name in (self.control, *self.samples)
            if name in self.sound
        }
        return comparisons(rounds, self.twins, self.control)

    @cached_property
    def ties(self) -> Mapping[str, list[str]]:
        """For each, the compared ones that it cannot be told apart from."""
        walls = {name: own.wall for name, own in self.sound.items()}
        return paired.ties(walls, self.pairs, self._floor)

    def _floor(self, one: str, other: str) -> float:
        """Return the half-width of the twin that weighs most like the heavier of two."""
        floors = {**(self.lent or {}), **self.noise}
        if not floors:
            return 0.0
        weights = (
            self.above[name].median if name in self.above else 0.0
            for name in (one, other)
        )
        heavier = max(weights)
        _, nearest = min(floors.values(), key=lambda twin: abs(twin[0] - heavier))
        return nearest.half_width

    def facts(self, name: str) -> dict[str, Any]:
        """Return the facts of a contestant: samples, difference to the control, interval, ties."""
        own, plan = self.samples[name], self.plan
        facts: dict[str, Any] = {
            "plan": asdict(plan),
            "samples": {"wall": own.wall, "cpu": own.cpu, "starts": own.starts},
            "compared": sorted(
                {*itertools.chain(*(pair for pair in self.pairs if name in pair))}
                - {name}
            ),
        }
        if "torch" in own.noted:
            facts["torch"] = any(own.noted["torch"])
        if memory := own.noted.get("memory"):
            facts["memory"] = {"median": statistics.median(memory), "samples": memory}
        if own.whole:
            facts["samples"]["whole"] = own.whole
            facts["whole"] = statistics.median(own.whole)
            facts["imported"] = statistics.median(own.noted["imported"])
        if own.fault is None:
            facts["median"] = statistics.median(own.wall)
            if rest := own.noted.get("rest"):
                # By the harness's clock; the stamp is the program's.
                facts["rest"] = statistics.median_low(rest)
        if name in self.above:
            control = self.samples[self.control]
            facts["wall"] = asdict(self.above[name])
            facts["cpu"] = asdict(_difference(own.cpu, control.cpu))
            facts["ties"] = self.ties[name]
            facts["range"] = len(own.wall) < paired.FEWEST
            # What may stand beside another run's: the pace of the machine is in both.
            facts["ratio"] = asdict(own.ratio(control))
        if name in self.twins:
            facts["twin_of"] = self.twins[name]
        if name in self.noise:
            facts["floor"] = asdict(self.noise[name][1])
        return facts


@dataclass(frozen=True)
class Timed:
    """What was measured of one contestant of a race.

    Attributes
    ----------
    load
        Of the machine, the median over the rounds.
    words
        What is typed to start a row so.
    line
        The one command line that starts it, where this is all that was asked for.
    """

    name: str
    race: Race
    load: float | None = None
    words: str | None = None
    line: str | None = None

    def judgement(self) -> Judgement:
        """Judge the contestant: nobody is compared where the control could not be timed."""
        if fault := self.race.samples[self.race.control].fault:
            sentence = f"the control could not be timed: {fault}"
            return unmeasured(sentence, Trouble.HERE)
        if doubt := self.race.doubts.get(self.name):
            return unmeasured(doubt, Trouble.ROW)
        facts = self.race.facts(self.name)
        beside: dict[str, Any] = {"words": self.words, "line": self.line}
        if "wall" in facts:
            beside["load"] = self.load
        told = {key: value for key, value in beside.items() if value is not None}
        return judgement(self.race.samples[self.name], facts | told)


@dataclass(frozen=True)
class Sitting:
    """What a whole measurement took: the control's cell ``run`` has these facts.

    Seconds are of the whole, and of the started programs from spawn to reaped.
    """

    rows: list[str]
    seconds: float
    children: float
    load: Mapping[str, Any]
    sittings: int
    plans: Mapping[str, Any]


def judge(_: StartCase, facts: Timed | NotTimed | WhereFacts | Sitting) -> Judgement:
    """Judge what was measured of one contestant in one case."""
    match facts:
        case Timed():
            return facts.judgement()
        case NotTimed(judged):
            return replace(judged, detail=f"not timed: {judged.detail}")
        case WhereFacts():
            return Judgement(Outcome.RIGHT, "", _where(facts))
        case Sitting():
            ratio = {"ratio": facts.seconds / facts.children}
            return Judgement(Outcome.RIGHT, "", asdict(facts) | ratio)


def _where(facts: WhereFacts) -> dict[str, Any]:
    quickest = min(facts.accounts, key=lambda account: account.total)
    told = accounts.tell(quickest, facts.added, facts.core, facts.distributions)
    return {"runs": len(facts.accounts), **told}


def _difference(one: Sequence[float], other: Sequence[float]) -> paired.Difference:
    return paired.difference(*paired.in_common(one, other))


def comparisons(
    rounds: Mapping[str, int], twins: Mapping[str, str], control: str = CONTROL_NAME
) -> list[Pair]:
    """Return the pairs that are compared: all of them, where the rounds can tell so many apart.

    Else those with the control, and those of a twin with its original, as far as the rounds that
    both have can tell so many.

    Parameters
    ----------
    rounds
        How many each contestant has.
    twins
        The original of each twin.
    """
    pairs = list(itertools.combinations(rounds, 2))
    few = [
        (one, other)
        for one, other in pairs
        if control in {one, other} or twins.get(other) == one or twins.get(one) == other
    ]

    def able(wanted: Sequence[Pair]) -> list[Pair]:
        return [
            (one, other)
            for one, other in wanted
            if paired.smallest_p(min(rounds[one], rounds[other])) * len(wanted)
            < paired.ALPHA
        ]

    return pairs if able(pairs) == pairs else able(few)
