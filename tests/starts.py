"""Start programs side by side in a test, as often as it needs, and return their cells."""

from collections.abc import Sequence

import pytest

from benchmarks.categories import startup
from benchmarks.categories.startup import cases
from benchmarks.categories.startup.cases import CASES, DEFAULT, RUN, StartCase
from benchmarks.category import Order
from benchmarks.cells import Cell
from benchmarks.measuring import cells_of
from benchmarks.registry import Adapter
from configbench.timing.rounds import Plan

#: As few starts as can be paired: enough for all that is no difference of times.
FEWEST = Plan(rounds=2, starts=1, warm_ups=0)


def started(
    rows: Sequence[Adapter], plan: Plan = FEWEST, case: str = DEFAULT.name
) -> dict[str, Cell]:
    """Return the cells of one case by row; twins and the control are among them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StartCase, "plan", lambda *_: plan)
        # With no case ordered, whoever is started beside the rows is told, too.
        patched.setattr(
            cases, "CASES", {name: CASES[name] for name in (case, RUN.name)}
        )
        found = cells_of(startup.CATEGORY, Order(tuple(rows)))
        return {address.row: cell for address, cell in found if address.case == case}
