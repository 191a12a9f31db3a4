"""Round trip: whether the saved run comes back, and trains to the same weights.

Its parts, each a module with its cases, what it measures and how it judges:

``headline``
    ``run``: train with every setting changed, train again from nothing but the saved config.
``changed_since``
    ``run/…``: a saved run where something has changed since.
``settings``
    ``first/…``, ``second/…``: every setting that is not its default, by itself.
``value_trips``
    ``values/KIND/NAME``: values of every type that ``train()`` takes; arrival and return apart.
``faults``, ``target_exists``
    ``fault/…``: saving goes wrong.
``kinds``
    ``kinds/…``, ``properties/…``, ``objects/…``: what ``train()`` does not take, through the row's
    ``values.py``.
"""

from collections.abc import Iterator

from benchmarks.categories.roundtrip import (
    changed_since,
    faults,
    headline,
    kinds,
    settings,
    target_exists,
    value_trips,
)
from benchmarks.category import SAVED, VALUES, Category, Measurement, Order, Stored
from benchmarks.cells import Case, Judgement
from benchmarks.dialect import load
from benchmarks.value_files.asking import read

PARTS = (
    headline.PART,
    changed_since.PART,
    settings.PART,
    value_trips.PART,
    faults.PART,
    target_exists.PART,
    kinds.PART,
)

_PART_OF = {name: part for part in PARTS for name in part.cases()}


def cases() -> dict[str, Case]:
    """Return the cases of all parts, in the order of the report."""
    return {name: case for part in PARTS for name, case in part.cases().items()}


def measure(order: Order) -> Iterator[Measurement]:
    """Yield the facts of each part; what a part begins early uses the time of those before it."""
    for row in order.rows:
        chosen = order.chosen(cases())
        begun = []
        for part in PARTS:
            own = [case for case in chosen if _PART_OF[case.name] is part]
            begun.append(part.measure(row, part.sample(own) if order.fast else own))
        for measured in begun:
            for name, facts in measured:
                yield Measurement(row.name, name, facts)


def judge(case: Case, facts: object) -> Judgement:
    """Judge a case as its part does; pure."""
    return _PART_OF[case.name].judge(case, facts)


def again(stored: Stored) -> Iterator[Judgement]:
    """Judge a stored cell again as its part does."""
    return _PART_OF[stored.case.name].again(stored)


def way(case: Case) -> str:
    """Return whose saving a case is about: the program's, a ``values.py``'s, or nobody's."""
    if _PART_OF[case.name] is not kinds.PART:
        return SAVED
    return "" if case.name.startswith("objects/") else VALUES


CATEGORY = Category(
    name="roundtrip",
    question=(
        "Does what a run was given come back from its saved files, in value "
        "and in type?"
    ),
    cases=lambda _: cases(),
    anywhere=True,
    measure=measure,
    judge=judge,
    again=again,
    asked=lambda _: [name for name in cases() if name not in kinds.OF_SOME_FORMATS],
    way=way,
    in_pieces=True,
    files={"[spelling] or dialect.py": load, "values.py": read},
    gaps=kinds.lacking,
    left_out="of values all but the first of a kind and every fifth; kinds that need torch",
    headline="run",
    seconds=lambda order: 17.0 * len(order.rows),
)
