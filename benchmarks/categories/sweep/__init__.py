"""Sweeps: one program run with many settings, each row in its own way, on an existing engine.

What counts is what reached the training core: every combination once, with the right record, and
each saved where no other run is saved.  A saved run is read back by the program itself.  The jobs
train nothing, so that what is left of the time is the engine's.

A case is ``CASE/ENGINE``: the cases stand in ``recipes.py``, the engines in ``sweeps.toml`` of each
row.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from benchmarks.categories.sweep.again import again
from benchmarks.categories.sweep.judging import judge
from benchmarks.categories.sweep.recipes import CASES, needs, recipes
from benchmarks.categories.sweep.sweeping import measure, single_run
from benchmarks.category import Category, Measurement, Order, attempt
from benchmarks.cells import Case
from benchmarks.dialect import load
from benchmarks.errors import RowError
from benchmarks.registry import Adapter


def _cases(rows: Sequence[Adapter]) -> dict[str, Case]:
    """Return the cases of some rows; of one whose recipes cannot be read there are none."""
    cases: dict[str, Case] = {}
    for row in rows:
        with suppress(RowError):  # its measuring tells
            for name, recipe in recipes(row).items():
                cases[name] = Case(name, intent=CASES[recipe.case])
    return cases


def _measure(order: Order) -> Iterator[Measurement]:
    for row in order.rows:
        chosen = order.chosen(recipes(row))
        single = single_run(row)
        for recipe in chosen:
            facts = attempt(measure, row, recipe, single)
            yield Measurement(row.name, recipe.name, facts)


def _gaps(row: Adapter) -> list[str]:
    return [name for name, recipe in recipes(row).items() if recipe.gap is not None]


CATEGORY = Category(
    name="sweep",
    question=(
        "Does one command run every combination once, with a record and a "
        "saved run of its own, though a job fails or the sweep is interrupted?"
    ),
    cases=_cases,
    measure=_measure,
    judge=judge,
    again=again,
    files={"[spelling] or dialect.py": load, "sweeps.toml": recipes},
    gaps=_gaps,
    seconds=lambda order: 60.0 * len(order.rows),
    needs=needs,
    apart=True,
)
