"""The ranks of the first table, with how sure they are.

Rows are ordered by the share of what was asked that came to harm, and where that is equal by the
share of requests that the library itself does rightly: each group of test cases counts alike.
Which cases there are is a choice, so cases are drawn anew, with replacement, within their groups,
the same for all rows; the rank's interval holds the middle 95 % of the ranks that come of it: the
percentile bootstrap (Efron & Tibshirani 1993, ch. 13).  Two rows whose intervals overlap are tied.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from report.counting import Asked

#: How often cases are drawn, from which seed, and what the interval leaves out at either end.
DRAWS, SEED, LEFT_OUT = 2000, 20261127, 0.025

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Rank:
    """The place of a row, from 1, with the interval of it; equal rows share a place."""

    place: int
    low: int
    high: int

    def __str__(self) -> str:
        """Print the interval, its ends joined by a dash."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"  # noqa: RUF001

    def overlaps(self, other: "Rank") -> bool:
        """Whether two rows cannot be told apart."""
        return self.low <= other.high and other.low <= self.high


def ranks(rows: Mapping[str, Sequence[Asked]]) -> dict[str, Rank]:
    """Return the rank of each row by what was asked of it."""
    if not any(rows.values()):
        return {}
    facts = _facts(rows)
    places = _places(*_Groups(facts).shares())[0]
    drawn = _places(*_drawn(facts))
    low = np.quantile(drawn, LEFT_OUT, axis=0, method="lower")
    high = np.quantile(drawn, 1 - LEFT_OUT, axis=0, method="higher")
    return {
        name: Rank(int(places[at]), int(low[at]), int(high[at]))
        for at, name in enumerate(rows)
    }


def alike(rows: Mapping[str, Sequence[Asked]]) -> dict[str, tuple[str, ...]]:
    """Return for each row those of which the library does as much rightly, as far as one can tell.

    That is where the middle 95 % of the differences, drawn as above, hold nought.
    """
    if not any(rows.values()):
        return {}
    _, right = _drawn(_facts(rows))
    apart = right[:, :, None] - right[:, None, :]
    low, high = np.nanquantile(apart, [LEFT_OUT, 1 - LEFT_OUT], axis=0)
    return {
        name: tuple(
            other
            for other, differ in zip(rows, (low[at] > 0) | (high[at] < 0), strict=True)
            if other != name and not differ
        )
        for at, name in enumerate(rows)
    }


def without(rows: Mapping[str, Sequence[Asked]], group: str) -> dict[str, int]:
    """Return the place of each row with a group of cases left out."""
    kept = {
        name: [each for each in told if each.group != group]
        for name, told in rows.items()
    }
    if not any(kept.values()):
        return {}
    places = _places(*_Groups(_facts(kept)).shares())[0]
    return dict(zip(rows, map(int, places), strict=True))


@dataclass(frozen=True)
class _Table:
    """A group, each shape (rows, cases): asked, harm; asked as a request, right by the library."""

    asked: Numbers
    harm: Numbers
    requests: Numbers
    right: Numbers


#: Of something that was asked: its group, its address, and harm, request, right by the library.
_Fact = tuple[str, str, bool, bool, bool]


def _facts(rows: Mapping[str, Sequence[Asked]]) -> tuple[tuple[_Fact, ...], ...]:
    return tuple(
        tuple(
            (
                each.group,
                each.address,
                each.harm,
                not each.mistake,
                each.by_library and not each.mistake,
            )
            for each in told
        )
        for told in rows.values()
    )


@functools.lru_cache(maxsize=4)
def _drawn(facts: tuple[tuple[_Fact, ...], ...]) -> tuple[Numbers, Numbers]:
    """Return the shares of all draws: several pages ask for them."""
    return _Groups(facts).shares(np.random.default_rng(SEED))


class _Groups:
    def __init__(self, rows: Sequence[Sequence[_Fact]]) -> None:
        cases: dict[str, dict[str, int]] = {}
        for told in rows:
            for group, address, *_ in told:
                own = cases.setdefault(group, {})
                own.setdefault(address, len(own))
        self.tables = [_table(rows, name, own) for name, own in cases.items()]

    def shares(
        self, generator: np.random.Generator | None = None
    ) -> tuple[Numbers, Numbers]:
        """Return harm and right by the library, shape (draws, rows); of all cases in one draw."""
        harm, right = [], []
        for table in self.tables:
            count = table.asked.shape[1]
            weights = np.ones((1, count))
            if generator is not None:
                weights = generator.multinomial(
                    count, np.full(count, 1 / count), size=DRAWS
                ).astype(np.float64)
            harm.append(_share(weights @ table.harm.T, weights @ table.asked.T))
            right.append(_share(weights @ table.right.T, weights @ table.requests.T))
        return _mean(harm), _mean(right)


def _table(
    rows: Sequence[Sequence[_Fact]], group: str, cases: dict[str, int]
) -> _Table:
    made = _Table(*(np.zeros((len(rows), len(cases))) for _ in range(4)))
    for at, told in enumerate(rows):
        for own, address, harm, request, right in told:
            if own == group:
                place = at, cases[address]
                made.asked[place] = 1
                made.harm[place] = harm
                made.requests[place] = request
                made.right[place] = right
    return made


def _share(some: Numbers, of: Numbers) -> Numbers:
    """Return quotients; not a number where nothing was asked."""
    return np.divide(some, of, out=np.full_like(some, np.nan), where=of > 0)


def _mean(shares: Sequence[Numbers]) -> Numbers:
    """Return the means over groups, of those in which a row was asked."""
    stacked = np.stack(shares)
    counts = (~np.isnan(stacked)).sum(axis=0)
    return _share(np.nansum(stacked, axis=0), counts.astype(np.float64))


def _places(harm: Numbers, right: Numbers) -> NDArray[np.int64]:
    """Return places from 1, shape (draws, rows): least harm, then most right; the unknown last."""
    # Rounded, so that sums in another order make no difference.
    first = np.round(np.nan_to_num(harm, nan=np.inf), 12)
    second = np.round(np.nan_to_num(-right, nan=np.inf), 12)
    one, other = (slice(None), slice(None), None), (slice(None), None, slice(None))
    before = (first[one] < first[other]) | (
        (first[one] == first[other]) & (second[one] < second[other])
    )
    return np.asarray(1 + before.sum(axis=1), dtype=np.int64)
