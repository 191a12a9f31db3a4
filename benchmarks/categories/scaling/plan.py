"""What is run how often: the cases, and who is run in the same rounds."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.category import Order
from benchmarks.cells import Case
from benchmarks.outcomes import Kind
from benchmarks.registry import CONTROL_NAME
from configbench.process import Limits

LOAD, HELP, OVERRIDE, HOT_LOOP = "load", "help", "override", "hot_loop"

LIMITS = Limits(seconds=10)

#: The bare interpreter, ``python -c pass``: what is measured lies above it.
BARE = "bare"


@dataclass(frozen=True)
class ScalingCase(Case):
    """One thing to do with so many settings, in so many rounds; none of ``--fast``: left out."""

    action: str = LOAD
    count: int = 0
    full: int = 0
    fast: int = 0

    @property
    def program(self) -> str:
        """What the contestants are called, behind the name of their row."""
        return f"{self.action} {self.count}"

    @property
    def bare(self) -> str:
        """The interpreter beside them."""
        return f"{BARE} {LOAD} {self.count}"


#: Action, settings, rounds, and rounds with ``--fast``.
_TABLE = (
    (LOAD, 10, 3, 1),
    (LOAD, 100, 3, 1),
    (LOAD, 1_000, 3, 0),
    (LOAD, 10_000, 1, 0),
    # With few settings, these are start-up's; with ten thousand, some helps take longer than all
    # the rest together.
    (HELP, 1_000, 3, 0),
    (OVERRIDE, 1_000, 3, 0),
    (HOT_LOOP, 20, 5, 0),
)


def _case(action: str, count: int, full: int, fast: int) -> ScalingCase:
    name = action if action == HOT_LOOP else f"{action}/{count}"
    intent = f"{action.replace('_', ' ')} with {count} settings"
    return ScalingCase(name, Kind.REQUEST, intent, action, count, full, fast)


CASES: Mapping[str, ScalingCase] = {
    case.name: case for case in itertools.starmap(_case, _TABLE)
}

#: In how many rounds each case is run.
Runs = Mapping[ScalingCase, int]


def planned(order: Order) -> Runs:
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
    runs = {case: case.fast if fast else case.full for case in needed}
    return {case: number for case, number in runs.items() if number}


def warm_ups(rows: Iterable[str], plan: Runs) -> list[str]:
    """Return what is run once, unstored, before all: each row with the fewest settings."""
    sizes = [case.count for case in plan if case.action != HOT_LOOP]
    return [f"{row} {LOAD} {min(sizes)}" for row in rows] if sizes else []


def contestants(rows: Iterable[str], plan: Runs) -> Iterator[tuple[list[str], int]]:
    """Yield the names of those that are run in the same rounds, and how many rounds.

    Beside each number of settings a bare interpreter, but for the hot loop, which has its empty
    loop; of the control its load and its hot loop.
    """
    for runs in sorted(set(plan.values()), reverse=True):
        cases = [case for case, number in plan.items() if number == runs]
        # A dict, for an order and no double.
        names = dict.fromkeys(case.bare for case in cases if case.action != HOT_LOOP)
        for row in rows:
            alone = {LOAD, HOT_LOOP} if row == CONTROL_NAME else None
            names |= dict.fromkeys(
                f"{row} {case.program}"
                for case in cases
                if alone is None or case.action in alone
            )
        yield list(names), runs
