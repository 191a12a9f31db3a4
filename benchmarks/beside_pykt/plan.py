"""What is trained, how often, and in which order; pure."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from configbench.timing.rounds import SEED

#: The contestants.  The last one trains by the article's rule: its one target is the last step.
PYKT, OURS, LAST_ONLY = "pykt", "ours", "ours, last step only"

#: Sequence lengths of the speed table.
FULL, SPREAD = "full", "spread"

#: Data of the quality table.
SIMULATED, RECORDED = "simulated", "recorded"

#: Of Adam, in both libraries.
LEARNING_RATE = 1e-3


@dataclass(frozen=True)
class Plan:
    """Sizes of one whole measurement; the defaults take about a quarter of an hour on two cores.

    Attributes
    ----------
    quick
        Whether this only shows that the command works.
    rounds
        Of the speed table: in each, every cell is trained once by both libraries.
    speed_students, speed_length, speed_items, speed_epochs
        Students, the validating ones included; steps of the longest; different items; epochs.
    hidden_dims, batch_sizes
        The speed table has a cell for each pair, and for both kinds of lengths.
    seeds
        Of the quality table: of weights, dropout and batches.  Data and split do not vary.
    students, steps
        Simulated students of the quality table, and the answers of each.
    length
        At most so many last answers of a student are used in the quality table.
    hidden_dim, batch_size, n_epochs
        Of the quality table.
    valid_fraction
        Students that validate, in both tables.
    """

    quick: bool = False
    rounds: int = 3
    speed_students: int = 960
    speed_length: int = 200
    speed_items: int = 100
    speed_epochs: int = 1
    hidden_dims: tuple[int, ...] = (100, 200)
    batch_sizes: tuple[int, ...] = (64, 256)
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5)
    students: int = 1600
    steps: int = 50
    length: int = 200
    hidden_dim: int = 100
    batch_size: int = 64
    n_epochs: int = 8
    valid_fraction: float = 0.2

    def as_json(self) -> dict[str, Any]:
        """Return the plan for storing."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Plan":
        """Read a stored plan."""
        lists = ("hidden_dims", "batch_sizes", "seeds")
        return cls(**{**stored, **{name: tuple(stored[name]) for name in lists}})


QUICK = Plan(
    quick=True,
    rounds=2,
    speed_students=80,
    speed_length=40,
    hidden_dims=(16,),
    batch_sizes=(32,),
    seeds=(1, 2),
    students=200,
    steps=20,
    length=20,
    hidden_dim=16,
    n_epochs=2,
)


@dataclass(frozen=True)
class Cell:
    """One line of the speed table."""

    lengths: str
    batch_size: int
    hidden_dim: int


@dataclass(frozen=True)
class Training:
    """One training of one contestant.

    Attributes
    ----------
    of
        The cell of the speed table, or the data of the quality table.
    contestant
        Who trains.
    number
        The round, or the seed.
    """

    of: Cell | str
    contestant: str
    number: int


def cells(plan: Plan) -> list[Cell]:
    """Return the lines of the speed table in their order."""
    return [
        Cell(lengths, batch_size, hidden_dim)
        for lengths in (FULL, SPREAD)
        for batch_size in plan.batch_sizes
        for hidden_dim in plan.hidden_dims
    ]


def schedule(plan: Plan, data: list[str]) -> list[Training]:
    """Return all trainings in their order.

    Contestants of one cell and round, or of one data and seed, come one after another, in an order
    of their own each time; so do the cells of a round: no phase of the machine belongs to one.
    """
    order = random.Random(SEED)  # noqa: S311  a shuffle, not a secret
    speed = [*_turns(order, range(plan.rounds), cells(plan), (PYKT, OURS))]
    quality = [*_turns(order, plan.seeds, data, (PYKT, OURS, LAST_ONLY))]
    return speed + quality


def _turns(
    order: random.Random,
    numbers: Iterable[int],
    lines: Sequence[Cell | str],
    contestants: tuple[str, ...],
) -> Iterator[Training]:
    for number in numbers:
        for line in order.sample(lines, len(lines)):
            for contestant in order.sample(contestants, len(contestants)):
                yield Training(line, contestant, number)
