"""What is started: nothing changed, and what else a person does with a program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.axes.startup.rounds import Plan

#: How a start is judged, and where its time ends.
#:
#: ``stamp``    at the first statement of ``train()``, with the config saved;
#: ``help``     at the reaping: exit 0, something printed, the core not reached;
#: ``mistake``  at the reaping: refused with an exit code, the core not reached;
#: ``whole``    at the reaping, with a stamp: the control beside ``help`` and ``mistake``;
#: ``after``    at the stamp, begun when torch was imported;
#: ``import``   the import of torch alone.
Judged = Literal["stamp", "help", "mistake", "whole", "after", "import"]

FULL = Plan()
FAST = Plan(rounds=10, starts=2)

# Ten rounds: the exact test with Holm's adjustment can then still tell up to 25 rows from the
# control (2 ** -9 * 25 < 0.05); nine would do for 12.  One start a round, not the best of several:
# the budget buys more by rounds, and the intervals are wider for it, as they should be.
_FEWER = Plan(rounds=10, starts=1, warm_ups=1)
# Importing torch costs more than a second: three rounds are what a minute allows.
_FEW = Plan(rounds=3, starts=1, warm_ups=0)


@dataclass(frozen=True)
class Case:
    """One thing to start a program for.

    Attributes
    ----------
    full, fast
        How it is measured; ``fast`` is ``None`` where it is left out of ``--fast``.
    row, control
        How a start of a row, and of the control, is judged.
    weight
        What a start takes, in starts of ``default``; shapes the progress bar only.
    """

    full: Plan
    fast: Plan | None = None
    row: Judged = "stamp"
    control: Judged = "stamp"
    weight: int = 1

    def plan(self, *, fast: bool) -> Plan | None:
        """Return the plan to follow, or ``None`` where the case is left out."""
        return self.fast if fast else self.full


CASES: Mapping[str, Case] = {
    "default": Case(FULL, FAST),
    "five_overrides": Case(_FEWER),
    "help": Case(_FEWER, row="help", control="whole"),
    "mistake": Case(_FEWER, row="mistake", control="whole"),
    "rerun": Case(_FEWER),
    "with_torch": Case(_FEW, row="after", control="after", weight=10),
}

#: The five settings of ``five_overrides``: a number of either kind, a switch, a word, a nested one.
FIVE: Mapping[str, object] = {
    "model.hidden_dim": 32,
    "optimizer.lr": 3e-4,
    "data.shuffle": False,
    "n_epochs": 5,
    "run_name": "second",
}

#: The task whose words make the ``mistake``.
MISTAKE = "misspelt_key"
