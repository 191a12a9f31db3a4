"""What is tried how often, and how many rounds of it fit into the time; pure."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from benchmarks.categories.startup.cases import BASE, TORCH
from configbench.errors import UserError
from configbench.timing.rounds import SEED
from configbench.timing.rounds import Plan as Timing

OURS = "configbench"
HYPERFINE = "hyperfine"
SEQUENTIAL = "pytest-benchmark"
#: Our rounds and our rule, as anybody has them for his own commands.
COMPARE = "configbench compare"
#: Tools of others, which start one command after the other.
OTHERS = (HYPERFINE, SEQUENTIAL)
#: All that take the trials of start-up, too.
PEERS = (COMPARE, *OTHERS)

#: The contestants of a trial: an adapter, its byte copy, and a copy with the planted difference.
CONTESTANTS = ("original", "twin", "changed")


@dataclass(frozen=True)
class Kind:
    """One kind of trial.

    Attributes
    ----------
    name
        Its id.
    says
        For people.
    adapter
        Whose start is measured.
    trials
        How many at full scale.
    added
        Planted seconds; ``share`` of the adapter's own start instead, if that is given.
    peers
        How many of the trials are repeated with each peer.
    load
        Whether a load on all cores begins when half of the processes have started.
    imports
        What each process has imported before the program begins: then that is timed alone.
    """

    name: str
    says: str
    adapter: str
    trials: int
    added: float = 0.0
    share: float = 0.0
    peers: int = 0
    load: bool = False
    imports: tuple[str, ...] = ()

    @property
    def start(self) -> str:
        """What its starts cost as much as."""
        return " with ".join((self.adapter, *self.imports))


#: Few trials, for each should have the rounds that the category has: with 17 of its 60, 3 ms were
#: found 20 times of 40 where the machine is noisy.  A start with torch takes thirty times as long
#: as one without: for its two kinds the others have given way.
KINDS = (
    Kind("a_a", "argparse against its own copy", "argparse", 20, peers=4),
    Kind("plus_3_ms", "argparse, 3 ms planted", "argparse", 16, 0.003, peers=4),
    Kind("plus_1_ms", "argparse, 1 ms planted", "argparse", 4, 0.001),
    Kind(
        "drift",
        "argparse, 3 ms planted, a load from half-way on",
        "argparse",
        8,
        0.003,
        peers=8,
        load=True,
    ),
    Kind("hydra_plus_3_percent", "Hydra, 3 % planted", "hydra", 4, share=0.03),
    Kind(
        "torch_a_a",
        "with torch imported, argparse against its own copy",
        "argparse",
        8,
        imports=("torch",),
    ),
    Kind(
        "torch_plus_3_ms",
        "with torch imported, argparse, 3 ms planted",
        "argparse",
        8,
        0.003,
        imports=("torch",),
    ),
)


def kinds(*, beside: bool) -> tuple[Kind, ...]:
    """Return the kinds of trials that are made: all, or those that the peers take, too."""
    return tuple(kind for kind in KINDS if kind.peers or not beside)


@dataclass(frozen=True)
class Plan:
    """How the trials of one acceptance run.

    Attributes
    ----------
    scale
        Part of the trials; 1 is the acceptance, less a short run to see that it works.
    rounds, starts, warm_ups, least, width, seconds
        As in ``timing.rounds.Plan``; the original is the baseline.  Of kinds that import nothing:
        the others have :data:`WITH_TORCH`.
    added
        Planted seconds by kind.
    costs
        Seconds of one start by :attr:`Kind.start`, all that surrounds it included, as calibrated.
    tools
        Those present.
    seed
        Of the order of the trials.
    beside
        Whether only those trials are made that the peers take, too.
    """

    scale: float
    rounds: int
    starts: int
    warm_ups: int
    added: Mapping[str, float]
    costs: Mapping[str, float]
    tools: tuple[str, ...]
    seed: int = SEED
    least: int = 1
    width: float | None = None
    seconds: float | None = None
    beside: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the plan for storing."""
        return asdict(self) | {"tools": list(self.tools)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Plan":
        """Read a stored plan."""
        return cls(**{**stored, "tools": tuple(stored["tools"])})

    def timing(self, kind: Kind, number: int) -> Timing:
        """Return how a trial of ours is timed."""
        if kind.imports:
            return replace(WITH_TORCH, seed=self.seed + number)
        return Timing(
            self.rounds,
            self.starts,
            self.warm_ups,
            self.seed + number,
            self.least,
            self.width,
            self.seconds,
        )

    @property
    def surely(self) -> int:
        """The rounds that every trial has."""
        ends = self.width is not None or self.seconds is not None
        return self.least if ends else self.rounds

    def most(self, kind: Kind) -> int:
        """Return how many rounds a trial of a kind has, if no interval is ever narrow enough."""
        if kind.imports:
            return WITH_TORCH.rounds
        if self.seconds is None:
            return self.rounds
        each = self.costs[kind.start] * self.starts
        return min(self.rounds, max(self.least, math.ceil(self.seconds / each)))

    def processes(self, kind: Kind) -> int:
        """Return the processes of a trial of ours at most, the warm-ups aside."""
        return len(CONTESTANTS) * self.most(kind) * self.starts


@dataclass(frozen=True)
class Trial:
    """One trial by one tool."""

    kind: Kind
    number: int
    tool: str

    @property
    def key(self) -> str:
        """Its name among the stored trials."""
        return f"{self.kind.name}/{self.number}/{self.tool}"


#: The rule of start-up for two rows, followed here with one unstored start of each: the control,
#: which is started more often, has no part in what they differ by.
RULE = replace(BASE, warm_ups=1, baseline=1)
assert TORCH.full  # noqa: S101  it is timed
#: That of a run, which imports torch, less two of its ten rounds: the fewest by which three
#: contestants can be told apart though one round speaks against it.  The calibration warms up.
WITH_TORCH = replace(TORCH.full, rounds=8, warm_ups=0, baseline=1)
#: What a busy machine makes of a start, on average over a trial with the load in most of it.
_LOADED = 2.0
#: Seconds that a peer takes beside its processes.
_PEER = 1.0


def count(number: int, scale: float) -> int:
    """Return how many of ``number`` trials are made at ``scale``: at least two, if any."""
    return max(2, round(number * scale)) if number else 0


def schedule(plan: Plan) -> list[Trial]:
    """Return all trials in their order.

    Kinds are mixed, so that no phase of the machine belongs to one of them; the tools take the
    same trial one after another: we first, and the others with as many processes as we took.
    """
    order = random.Random(plan.seed)  # noqa: S311  a shuffle, not a secret
    groups: list[list[Trial]] = []
    for kind in kinds(beside=plan.beside):
        peers = count(kind.peers, plan.scale)
        trials = peers if plan.beside else count(kind.trials, plan.scale)
        for number in range(trials):
            tools = list(PEERS if number < peers else ())
            order.shuffle(tools)
            groups.append(
                [Trial(kind, number, t) for t in (OURS, *tools) if t in plan.tools]
            )
    order.shuffle(groups)
    return [trial for group in groups for trial in group]


def seconds(trial: Trial, plan: Plan) -> float:
    """Return about how long a trial takes at most."""
    contestants = 2 if trial.tool in OTHERS else len(CONTESTANTS)
    warm_ups = 0 if trial.kind.imports else plan.warm_ups
    processes = plan.processes(trial.kind) + contestants * warm_ups
    each = plan.costs[trial.kind.start] + plan.added[trial.kind.name] / 2
    loaded = _LOADED if trial.kind.load else 1
    return processes * each * loaded + (0 if trial.tool == OURS else _PEER)


def fit(
    costs: Mapping[str, float],
    tools: Sequence[str],
    scale: float,
    limit: float,
    *,
    beside: bool = False,
) -> Plan:
    """Return the plan with the most rounds that surely fits into ``limit`` seconds.

    Raises
    ------
    UserError
        If not even the least rounds fit.
    """
    added = {
        kind.name: round(kind.share * costs[kind.start], 4) or kind.added
        for kind in kinds(beside=beside)
    }
    for rounds in range(RULE.rounds, RULE.least - 1, -1):
        plan = Plan(
            scale,
            rounds,
            RULE.starts,
            RULE.warm_ups,
            added,
            costs,
            tuple(tools),
            least=RULE.least,
            width=RULE.width,
            seconds=RULE.seconds,
            beside=beside,
        )
        total = sum(seconds(trial, plan) for trial in schedule(plan))
        if total <= limit:
            return plan
    raise UserError(
        f"{rounds} rounds a trial, the fewest that make sense, would take {total / 60:.0f} minutes "
        f"here, more than {limit / 60:.0f}: wait until the machine is quiet, or --scale it down"
    )
