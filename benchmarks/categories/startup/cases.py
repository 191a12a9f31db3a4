"""What is started: nothing changed, and what else a person does with a program."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from benchmarks.category import Order
from benchmarks.cells import Case
from benchmarks.outcomes import Kind
from benchmarks.registry import CONTROL_NAME
from configbench.errors import UserError
from configbench.timing import paired
from configbench.timing.rounds import PLAN, Plan

#: How a start is judged, and where its time ends.
#:
#: ``stamp``    at the first statement of ``train()``, with the config saved;
#: ``help``     at the reaping: exit 0, something printed, the core not reached;
#: ``mistake``  at the reaping: refused with an exit code, the core not reached;
#: ``whole``    at the reaping, with a stamp: the control beside ``help`` and ``mistake``;
#: ``after``    at the stamp, begun when torch, and a framework perhaps, were imported.
Judged = Literal["stamp", "help", "mistake", "whole", "after"]

# The control is started three times a round: it is the cheapest, and what disturbed its one start
# was in the ratio of every row (HfArgumentParser: 22.4 [18.7, 26.5] in 14 rounds).
BASE = replace(PLAN, baseline=3)
# A case alone, and --fast: ten rounds can tell 25 rows from the control (2 ** -9 * 25 < 0.05).
_QUICK = replace(BASE, rounds=30, least=10, seconds=2.5)
# What a person does beside a plain start: six rounds, the fewest that have an interval, of what
# takes less than 150 ms; of what takes half a second, whose price nobody mistakes, the lowest and
# the highest of two or three.  They shrink before the base case does.
_FEWER = Plan(rounds=paired.FEWEST, least=2, seconds=0.75)
# A run, torch imported: its clock begins when that has ended, so that few rounds have a narrow
# interval.  A start takes a second and a half all the same: of 25 rows, the control three times and
# a twin, a round is 45 s, and the six that a crowded run has, the fewest with an interval, are
# 4.5 min.  Ten rounds, where there are fewer rows, tell 16 of them from the control.  Nobody leaves
# early: of so few rounds there are none to save.  Decision 0027.
_TORCH = Plan(rounds=10, warm_ups=1, least=paired.FEWEST, baseline=3)
# One row and its framework's control, which nobody else is compared with.
_FRAMEWORK = replace(_TORCH, baseline=1)


@dataclass(frozen=True)
class StartCase(Case):
    """One thing to start a program for.

    Attributes
    ----------
    full, fast
        How it is timed; ``fast`` is ``None`` where it is left out of ``--fast``.
    row, control
        How a start of a row, and of the control, is judged.
    twins
        How many twins are started beside the rows: a case without has the noise of others.
    weight
        What a start takes, in starts of ``default``; shapes the progress bar only.
    """

    full: Plan | None = None
    fast: Plan | None = None
    row: Judged = "stamp"
    control: Judged = "stamp"
    twins: int = 0
    weight: int = 1

    def plan(self, order: Order) -> Plan | None:
        """Return the plan to follow, a quick one for a case alone; ``None`` to leave it out.

        Of many rows what is not the base case is started half as often, and no less than its plan
        has at least: the base case is not what gives way.
        """
        if order.cases is not None:
            return self.fast or self.full
        plan = self.fast if order.fast else self.full
        gives_way = order.crowded and self.full is not BASE
        return halved(plan) if plan and gives_way else plan


def halved(plan: Plan) -> Plan:
    """Return a plan with half the rounds, if it has as many at least, and half the time for them.

    It has no warm-ups: behind the base case of many rows every program has run.
    """
    rounds, seconds = max(plan.least, plan.rounds // 2), plan.seconds
    half = None if seconds is None else seconds / 2
    return replace(plan, rounds=rounds, warm_ups=0, seconds=half)


DEFAULT = StartCase(
    "default", intent="nothing changed", full=BASE, fast=_QUICK, twins=2
)
FIVE = StartCase("five_overrides", intent="five settings on the line", full=_FEWER)
MISTAKE = StartCase(
    "mistake", Kind.MISTAKE, "a misspelt key", _FEWER, row="mistake", control="whole"
)
RERUN = StartCase("rerun", intent="from a saved run", full=_FEWER)
TORCH = StartCase(
    "with_torch",
    intent="nothing changed, in a process that has imported torch",
    full=_TORCH,
    row="after",
    control="after",
    twins=1,
    weight=20,
)
#: Of the rows that say what they come with; beside each framework's own control.
FRAMEWORK = StartCase(
    "with_framework",
    intent="nothing changed, in a process that has imported torch and the framework whose users "
    "have the library anyway",
    full=_FRAMEWORK,
    row="after",
    control="after",
    weight=40,
)
#: Where the time goes: a few runs that are looked at.
WHERE = StartCase("where", intent="where the time of a plain start goes")
#: What the whole measurement took; the control's alone.
RUN = StartCase("run", intent="what measuring all of this took")

CASES: Mapping[str, StartCase] = {
    case.name: case
    for case in (
        DEFAULT,
        FIVE,
        StartCase("help", intent="--help", full=_FEWER, row="help", control="whole"),
        MISTAKE,
        RERUN,
        TORCH,
        FRAMEWORK,
        WHERE,
        RUN,
    )
}


def chosen(order: Order) -> list[StartCase]:
    """Return the cases of an order.

    Raises
    ------
    UserError
        For a case that there is not, or that none of the rows has alone.
    """
    cases = order.chosen(CASES)
    if order.cases is not None and RUN in cases:
        raise UserError(
            f"{RUN.name} is a cell of the {CONTROL_NAME}'s, of all rows together: "
            "pytest --benchmark --category startup measures it"
        )
    theirs = any(row.comes_with for row in order.rows)
    if order.cases is not None and FRAMEWORK in cases and not theirs:
        names = ", ".join(row.name for row in order.rows)
        raise UserError(
            f"{FRAMEWORK.name} is of rows whose adapter.toml has comes_with; {names}: has none"
        )
    return cases


def plans(order: Order) -> dict[StartCase, Plan]:
    """Return what is timed, and how."""
    found = ((case, case.plan(order)) for case in chosen(order))
    return {case: plan for case, plan in found if plan is not None}
