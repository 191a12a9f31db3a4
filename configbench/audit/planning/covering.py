"""Covering arrays of strength 2: few rows in which each two values of two factors meet."""

import random
from collections.abc import Sequence
from itertools import combinations

#: Rows that are thought of for each that is taken.
_CANDIDATES = 20

#: Two factors, each with the number of its value.
_Pair = tuple[int, int, int, int]


def covering(
    levels: Sequence[int], rng: random.Random, most: int = 60
) -> list[tuple[int, ...]]:
    """Return rows of values, by number, that hold each pair of values of two factors.

    Greedy, as AETG: of some rows, each begun with a pair that is missing, the one with most new
    pairs is taken.

    Parameters
    ----------
    levels
        How many values each factor has, at least one.
    rng
        What is drawn from.
    most
        How many rows there may be; then pairs may be missing.
    """
    missing = {
        (one, a, two, b)
        for one, two in combinations(range(len(levels)), 2)
        for a in range(levels[one])
        for b in range(levels[two])
    }
    rows: list[tuple[int, ...]] = []
    while missing and len(rows) < most:
        ordered = sorted(missing)
        drawn = [
            _row(levels, rng.choice(ordered), missing, rng) for _ in range(_CANDIDATES)
        ]
        best = max(drawn, key=lambda row: len(missing & pairs(row)))
        missing -= pairs(best)
        rows.append(best)
    return rows


def pairs(row: Sequence[int]) -> set[_Pair]:
    """Return the pairs of values in a row."""
    return {
        (one, row[one], two, row[two]) for one, two in combinations(range(len(row)), 2)
    }


def _row(
    levels: Sequence[int], pair: _Pair, missing: set[_Pair], rng: random.Random
) -> tuple[int, ...]:
    """Return a row with one pair in it; each other factor takes what brings most new pairs."""
    row = {pair[0]: pair[1], pair[2]: pair[3]}
    others = [factor for factor in range(len(levels)) if factor not in row]
    rng.shuffle(others)
    for factor in others:
        values = list(range(levels[factor]))
        rng.shuffle(values)
        row[factor] = max(values, key=lambda value: _gain(factor, value, row, missing))
    return tuple(row[factor] for factor in range(len(levels)))


def _gain(factor: int, value: int, row: dict[int, int], missing: set[_Pair]) -> int:
    return sum(
        ((factor, value, other, at) if factor < other else (other, at, factor, value))
        in missing
        for other, at in row.items()
    )
