"""What is run how often: the cases, and who is run in the same rounds."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.category import Order
from benchmarks.cells import Case
from benchmarks.outcomes import Kind
from benchmarks.registry import CONTROL_NAME
from configbench.process import Limits
from configbench.timing.rounds import Plan

LOAD, HELP, OVERRIDE, HOT_LOOP = "load", "help", "override", "hot_loop"

#: Twice what the slowest that grows with its settings takes for ten thousand: on a machine with
#: other work it is not cut off. What grows with their square takes minutes.
LIMITS = Limits(seconds=20)

#: The bare interpreter, ``python -c pass``: what is measured lies above it.
BARE = "bare"


# Three runs, as long as they are quick; of what takes half a second two.
SOME = Plan(rounds=3, least=2, seconds=0.5)
ONCE = Plan(rounds=1)
# What is told is a difference of pairs.
TWICE = Plan(rounds=2)


@dataclass(frozen=True)
class ScalingCase(Case):
    """One thing to do with so many settings, and how it is timed; no ``fast``: left out there."""

    action: str = LOAD
    count: int = 0
    full: Plan = ONCE
    fast: Plan | None = None

    @property
    def program(self) -> str:
        """What the contestants are called, behind the name of their row."""
        return f"{self.action} {self.count}"

    @property
    def bare(self) -> str:
        """The interpreter beside them."""
        return f"{BARE} {LOAD} {self.count}"


#: Action, settings, and how it is timed, with and without ``--fast``.
_TABLE = (
    (LOAD, 10, SOME, ONCE),
    (LOAD, 100, SOME, ONCE),
    (LOAD, 1_000, SOME, None),
    (LOAD, 10_000, ONCE, None),
    # With few settings, these are start-up's; with ten thousand, some helps take longer than all
    # the rest together.
    (HELP, 1_000, SOME, None),
    (OVERRIDE, 1_000, SOME, None),
    (HOT_LOOP, 20, SOME, None),
)


def _case(action: str, count: int, full: Plan, fast: Plan | None) -> ScalingCase:
    name = action if action == HOT_LOOP else f"{action}/{count}"
    intent = f"{action.replace('_', ' ')} with {count} settings"
    return ScalingCase(name, Kind.REQUEST, intent, action, count, full, fast)


CASES: Mapping[str, ScalingCase] = {
    case.name: case for case in itertools.starmap(_case, _TABLE)
}

#: How each case is timed.
Plans = Mapping[ScalingCase, Plan]


def planned(order: Order) -> Plans:
    """Return what is run for an order: for a case also the fewer settings that it grows from.

    Raises
    ------
    UserError
        For a case that there is not.
    """
    wanted = order.chosen(CASES)
    needed = [
        case
        for case in CASES.values()
        if any(
            case.action == larger.action and case.count <= larger.count
            for larger in wanted
        )
    ]
    fast = order.fast and order.cases is None
    plans = {case: case.fast if fast else case.full for case in needed}
    if order.crowded:
        plans = {
            case: plan and (TWICE if case.action == HOT_LOOP else ONCE)
            for case, plan in plans.items()
        }
    return {case: plan for case, plan in plans.items() if plan is not None}


def warm_ups(rows: Iterable[str], plans: Plans) -> list[str]:
    """Return what is run once, unstored, before all: each row with the fewest settings."""
    sizes = [case.count for case in plans if case.action != HOT_LOOP]
    return [f"{row} {LOAD} {min(sizes)}" for row in rows] if sizes else []


def contestants(rows: Iterable[str], plans: Plans) -> Iterator[tuple[list[str], Plan]]:
    """Yield the names of those that are run in the same rounds, and how they are timed.

    Beside each number of settings a bare interpreter, but for the hot loop, which has its empty
    loop; of the control its load and its hot loop.
    """
    for plan in sorted(set(plans.values()), key=lambda plan: -plan.rounds):
        cases = [case for case, own in plans.items() if own == plan]
        # A dict, for an order and no double.
        names = dict.fromkeys(case.bare for case in cases if case.action != HOT_LOOP)
        for row in rows:
            alone = {LOAD, HOT_LOOP} if row == CONTROL_NAME else None
            names |= dict.fromkeys(
                f"{row} {case.program}"
                for case in cases
                if alone is None or case.action in alone
            )
        yield list(names), plan
