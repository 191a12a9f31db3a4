"""The test cases that divide the rows most, found by a rule."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report import cells, counting, load, words
from report.cells import OUTCOMES, WORST
from report.figures import Row
from report.load import Cell, Results
from report.text import cut

#: How many are told, and how many of them at most of one group of cases.
COUNT, OF_A_GROUP = 10, 2

#: Characters of what arrived or was said.
_SHOWN = 90


def rule() -> str:
    """Return by which rule cases are chosen, in words."""
    return str(words.report()["divides"]["rule"].format(most=OF_A_GROUP))


@dataclass(frozen=True)
class Example:
    """What was typed for one row, and what came of it."""

    row: Row
    cell: Cell
    typed: str
    came: str


@dataclass(frozen=True)
class Dividing:
    """A case that divides the rows.

    Attributes
    ----------
    category, case, intent
        Which one, and what it asks.
    outcomes
        How many rows have which outcome, the most frequent first.
    good, bad
        A row that does it rightly, and one of the worst.
    """

    category: str
    case: str
    intent: str
    outcomes: tuple[tuple[str, int], ...]
    good: Example
    bad: Example


def dividing(results: Results, table: Sequence[Row]) -> list[Dividing]:
    """Return the cases that divide the rows of the first table most."""
    rows = [row for row in table if not row.note]
    found = sorted(_cases(results, rows), key=lambda each: -each[0])
    chosen: list[Dividing] = []
    groups, patterns = Counter[str](), set[tuple[str, ...]]()
    for _, group, pattern, told in found:
        if groups[group] == OF_A_GROUP or pattern in patterns:
            continue
        groups[group] += 1
        patterns.add(pattern)
        chosen.append(told)
        if len(chosen) == COUNT:
            break
    return chosen


def _cases(
    results: Results, rows: Sequence[Row]
) -> Iterator[tuple[float, str, tuple[str, ...], Dividing]]:
    for group in counting.groups(results):
        found: dict[str, list[tuple[Row, Cell]]] = {}
        for row in rows:
            for case, _, cell in counting.judged(results, group, row.name):
                if "command" in cell:
                    found.setdefault(case, []).append((row, cell))
        for case, told in load.listed(results, group.category).items():
            by_row = found.get(case, [])
            if len(by_row) < len(rows) / 2:
                continue
            if each := _dividing(group.category, case, told.get("intent", ""), by_row):
                pattern = tuple(cells.worst(cell) for _, cell in by_row)
                yield impurity(pattern), group.id, pattern, each


def impurity(outcomes: Sequence[str]) -> float:
    """Return how often two rows differ that are drawn at random, with replacement.

    >>> impurity(["right", "right"]), impurity(["right", "late"])
    (0.0, 0.5)
    """
    counts = Counter(outcomes)
    return 1 - sum((each / len(outcomes)) ** 2 for each in counts.values())


def _dividing(
    category: str, case: str, intent: str, by_row: Sequence[tuple[Row, Cell]]
) -> Dividing | None:
    right = [(row, cell) for row, cell in by_row if cells.worst(cell) == "right"]
    bad = sorted(
        ((row, cell) for row, cell in by_row if cells.worst(cell) in WORST),
        key=lambda pair: WORST[cells.worst(pair[1])],
    )
    if not right or not bad:
        return None
    by_library = [pair for pair in right if cells.party(pair[1]) == "library"]
    counts = Counter(cells.worst(cell) for _, cell in by_row)
    return Dividing(
        category,
        case,
        words.intent(category, case, intent),
        tuple(
            sorted(
                counts.items(),
                key=lambda each: (-each[1], list(OUTCOMES).index(each[0])),
            )
        ),
        _example(*(by_library or right)[0]),
        _example(*bad[0]),
    )


def _example(row: Row, cell: Cell) -> Example:
    return Example(row, cell, str(cell["command"]), came(cell))


def came(cell: Cell) -> str:
    """Return what arrived, or else what was said, or else what was seen, cut to a line."""
    arrived, says = cell.get("arrived"), cell.get("says")
    if isinstance(arrived, dict) and arrived:
        told = ", ".join(f"{key}={value}" for key, value in arrived.items())
    elif isinstance(says, str) and says.strip():
        told = says.strip().splitlines()[-1]
    else:
        told = str(cell.get("detail", ""))
    return cut(" ".join(told.split()), _SHOWN)
