"""Which published cells are measured: all discrete ones, or a tenth of them drawn by a seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.categories import CATEGORIES
from benchmarks.cells import Address
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter

#: The share that is drawn.
TENTH = 10


@dataclass(frozen=True)
class Drawn:
    """What is measured: cells, out of how many, by which seed (``None``: all of them)."""

    cells: tuple[Address, ...]
    of: int
    seed: int | None

    @property
    def units(self) -> dict[tuple[str, str], list[str]]:
        """The cases of each category and row."""
        found: dict[tuple[str, str], list[str]] = {}
        for category, row, case in self.cells:
            found.setdefault((category, row), []).append(case)
        return found


def draw(
    content: Mapping[str, Any], rows: Sequence[Adapter], seed: int | None
) -> Drawn:
    """Draw from the discrete cells of some rows; the same seed draws the same; pure.

    Parameters
    ----------
    content
        The published results.
    rows
        Whose cells.
    seed
        By which a tenth is drawn; None for all.
    """
    every = list(_discrete(content, rows))
    if seed is None:
        return Drawn(tuple(every), len(every), None)
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, no secret
    chosen = set(chance.sample(every, -(-len(every) // TENTH)))
    return Drawn(tuple(each for each in every if each in chosen), len(every), seed)


def _discrete(content: Mapping[str, Any], rows: Sequence[Adapter]) -> Iterator[Address]:
    """Yield the published cells that are no times and need no environment of their own."""
    for category in CATEGORIES:
        if category.timed or category.apart:
            continue
        by_row = content["cells"].get(category.name, {})
        for row in rows:
            for case, cell in by_row.get(row.name, {}).items():
                if cell["outcome"] != Outcome.UNMEASURED:
                    yield Address(category.name, row.name, case)
