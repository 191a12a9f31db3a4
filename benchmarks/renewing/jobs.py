"""How what is concerned is measured: in as few runs of ``pytest --benchmark`` as it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.measuring import Choice
from benchmarks.renewing.concerned import Concerned
from benchmarks.results import CLAIMS


@dataclass(frozen=True)
class Job:
    """A run: of some categories or all, of some rows or (``None``) of all, where else.

    Without categories it is the whole comparison, on all interpreters.
    """

    categories: tuple[str, ...]
    rows: tuple[str, ...] | None = None
    pythons: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """What is typed behind ``pytest``."""
        rows = [] if self.rows is None else ["--adapters", ",".join(self.rows)]
        others = [word for each in self.pythons for word in ("--python", each)]
        named = ["--category", ",".join(self.categories)] if self.categories else []
        return ["--benchmark", *named, *rows, *others]


def jobs(found: Sequence[Concerned], choice: Choice, *, claims: bool) -> Iterator[Job]:
    """Yield the runs that measure what is concerned; pure.

    Rows of which the same is concerned share a run.  What is timed is timed of all rows of the
    choice, for times of two runs stand in no table; the article's claims, which follow from the
    figures of all rows, come last.

    Parameters
    ----------
    found
        What is concerned.
    choice
        Of what it was found.
    claims
        Whether the claims are executed again.
    """
    order = [each.name for each in choice.categories]
    own = {(each.category, each.row) for each in found if not each.python}
    if choice.whole and claims and len(own) == len(order) * len(choice.adapters):
        yield Job(())
        return
    by_row: dict[str, tuple[set[str], set[str]]] = {}
    for each in found:
        if not each.timed:
            categories, pythons = by_row.setdefault(each.row, (set(), set()))
            categories.add(each.category)
            pythons |= {each.python} - {""}
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for row, (categories, pythons) in by_row.items():
        key = tuple(sorted(categories, key=order.index)), tuple(sorted(pythons))
        alike.setdefault(key, []).append(row)
    for (names, others), rows in alike.items():
        yield Job(names, _named(rows, choice), others)
    last = [
        name
        for name in order
        if any(each.timed and each.category == name for each in found)
    ]
    last += [CLAIMS] if claims else []
    if last:
        every = [row.name for row in choice.adapters]
        yield Job(tuple(last), _named(every, choice))


def _named(rows: Sequence[str], choice: Choice) -> tuple[str, ...] | None:
    """Return rows in their order; None for all that there are."""
    known = [row.name for row in choice.known()]
    named = [name for name in known if name in rows]
    return None if named == known else tuple(named)
