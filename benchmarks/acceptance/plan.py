"""What is tried how often, and how many rounds of it fit into the time; pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.interleaved import SEED
from configbench.errors import UserError

OURS = "configbench"
HYPERFINE = "hyperfine"
SEQUENTIAL = "pytest-benchmark"
PEERS = (HYPERFINE, SEQUENTIAL)

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
    """

    name: str
    says: str
    adapter: str
    trials: int
    added: float = 0.0
    share: float = 0.0
    peers: int = 0
    load: bool = False


KINDS = (
    Kind("a_a", "argparse against its own copy", "argparse", 100, peers=20),
    Kind("plus_3_ms", "argparse, 3 ms planted", "argparse", 40, 0.003, peers=20),
    Kind("plus_1_ms", "argparse, 1 ms planted", "argparse", 40, 0.001),
    Kind(
        "drift",
        "argparse, 3 ms planted, a load from half-way on",
        "argparse",
        20,
        0.003,
        peers=20,
        load=True,
    ),
    Kind("hydra_plus_3_percent", "Hydra, 3 % planted", "hydra", 10, share=0.03),
)


@dataclass(frozen=True)
class Plan:
    """How the trials of one acceptance run.

    Attributes
    ----------
    scale
        Part of the trials; 1 is the acceptance, less a short run to see that it works.
    rounds, starts, warm_ups
        As in ``interleaved.Plan``.
    added
        Planted seconds by kind.
    costs
        Seconds of one start by adapter, all that surrounds it included, as calibrated.
    tools
        Those present.
    seed
        Of the order of the trials.
    """

    scale: float
    rounds: int
    starts: int
    warm_ups: int
    added: Mapping[str, float]
    costs: Mapping[str, float]
    tools: tuple[str, ...]
    seed: int = SEED

    def as_json(self) -> dict[str, Any]:
        """Return the plan for storing."""
        return asdict(self) | {"tools": list(self.tools)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Plan":
        """Read a stored plan."""
        return cls(**{**stored, "tools": tuple(stored["tools"])})

    @property
    def processes(self) -> int:
        """Processes of one trial, the warm-ups aside: the same for every tool."""
        return len(CONTESTANTS) * self.rounds * self.starts

    @property
    def peer_runs(self) -> int:
        """Processes of each of a peer's two contestants."""
        return self.processes // 2


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


#: The most rounds of the best of how many starts, as start-up has it; the fewest that make sense.
MOST_ROUNDS, FEWEST_ROUNDS, STARTS, WARM_UPS = 20, 10, 2, 1
#: What a busy machine makes of a start, on average over a trial with the load in its second half.
_LOADED = 1.6
#: Seconds that a peer takes beside its processes.
_PEER = 1.0


def count(number: int, scale: float) -> int:
    """Return how many of ``number`` trials are made at ``scale``: at least two, if any."""
    return max(2, round(number * scale)) if number else 0


def schedule(plan: Plan) -> list[Trial]:
    """Return all trials in their order.

    Kinds are mixed, so that no phase of the machine belongs to one of them; the tools take the
    same trial one after another.
    """
    order = random.Random(plan.seed)  # noqa: S311  a shuffle, not a secret
    groups: list[list[Trial]] = []
    for kind in KINDS:
        peers = count(kind.peers, plan.scale)
        for number in range(count(kind.trials, plan.scale)):
            tools = [OURS, *(PEERS if number < peers else ())]
            order.shuffle(tools)
            groups.append([Trial(kind, number, t) for t in tools if t in plan.tools])
    order.shuffle(groups)
    return [trial for group in groups for trial in group]


def seconds(trial: Trial, plan: Plan) -> float:
    """Return about how long a trial takes."""
    contestants = len(CONTESTANTS) if trial.tool == OURS else 2
    processes = plan.processes + contestants * plan.warm_ups
    each = plan.costs[trial.kind.adapter] + plan.added[trial.kind.name] / 2
    loaded = _LOADED if trial.kind.load else 1
    return processes * each * loaded + (0 if trial.tool == OURS else _PEER)


def fit(
    costs: Mapping[str, float], tools: Sequence[str], scale: float, limit: float
) -> Plan:
    """Return the plan with the most rounds that fits into ``limit`` seconds.

    Raises
    ------
    UserError
        If not even the fewest rounds fit.
    """
    added = {
        kind.name: round(kind.share * costs[kind.adapter], 4) or kind.added
        for kind in KINDS
    }
    for rounds in range(MOST_ROUNDS, FEWEST_ROUNDS - 1, -1):
        plan = Plan(scale, rounds, STARTS, WARM_UPS, added, costs, tuple(tools))
        total = sum(seconds(trial, plan) for trial in schedule(plan))
        if total <= limit:
            return plan
    raise UserError(
        f"{rounds} rounds a trial, the fewest that make sense, would take {total / 60:.0f} minutes "
        f"here, more than {limit / 60:.0f}: wait until the machine is quiet, or --scale it down"
    )
