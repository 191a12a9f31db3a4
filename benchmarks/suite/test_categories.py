"""The comparison as pytest-benchmark items: ``pytest --benchmark``, chosen by ``-k`` as usual.

Plain ``pytest`` does not collect this folder; ``tests/`` holds the tests of the harness.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import categories
from benchmarks.cells import WHOLE_ROW, Cell
from benchmarks.measuring import Unit
from benchmarks.outcomes import Outcome, Trouble
from benchmarks.plugin import NO_RESULT, Measuring


def test_unit(
    took: list[float],
    benchmark: BenchmarkFixture,
    measuring: Measuring,
    category: str,
    row: str,
    python: str,
) -> None:
    """One row in one category; the time shown is what measuring took."""
    benchmark.group = f"{category}: {NO_RESULT}"
    unit, seconds = measuring.row(category, row, python)
    cells = unit[row]
    took.append(seconds)
    benchmark.pedantic(lambda: None)
    benchmark.extra_info.update(_scores(cells))
    _report(_asked(cells) if python else cells)


def test_timed(
    timed_unit: Callable[[str], Unit],
    replay: list[float],
    benchmark: BenchmarkFixture,
    timed: str,
    contestant: str,
) -> None:
    """The times of one contestant: the samples of the interleaved rounds, replayed."""
    cells = timed_unit(timed)[contestant]
    _report(cells)
    timing = categories.find(timed).timing
    assert timing is not None
    benchmark.group = f"{timed}: {timing.title}"
    benchmark.pedantic(lambda: None, rounds=len(replay), iterations=1)
    # pytest-benchmark must hold what was measured, and nothing else.
    assert benchmark.stats is not None
    assert benchmark.stats.stats.data == pytest.approx(replay, rel=1e-9)
    for case, cell in cells.items():
        figures = {key: cell[key] for key in _FIGURES if key in cell}
        benchmark.extra_info.update(figures if case == timing.case else {case: figures})


#: What pytest-benchmark keeps of a timed cell beside its samples.
_FIGURES = ("wall", "cpu", "memory", "slope")


def test_claims(benchmark: BenchmarkFixture, measuring: Measuring, claims: str) -> None:
    """The article's claims, last: their figures are those of all rows."""
    benchmark.group = f"{claims} claims: {NO_RESULT}"
    entries = benchmark.pedantic(measuring.claims)
    verdicts = {name: entry["verdict"] for name, entry in entries.items()}
    benchmark.extra_info.update({"verdicts": verdicts})


def _scores(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Count outcomes, and keep the plain figures of a cell that has them."""
    counts = Counter(cell["outcome"] for cell in cells.values())
    figures = ("total", "python", "config", "help", "tokens")
    total = cells.get("total", {})
    return {
        "outcomes": dict(counts),
        **{key: total[key] for key in figures if key in total},
    }


def _asked(cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """Leave out what another interpreter lacks torch for, unless that is all there is."""
    lacking = {"outcome": Outcome.UNMEASURED, "trouble": Trouble.MISSING}
    some = {
        name: cell
        for name, cell in cells.items()
        if any(cell.get(key) != value for key, value in lacking.items())
    }
    return some or cells


def _report(cells: Mapping[str, Cell]) -> None:
    """Skip or fail the item of a row that could not be measured; its cells are stored."""
    for case, cell in cells.items():
        unmeasured = cell["outcome"] == Outcome.UNMEASURED
        if unmeasured and cell["trouble"] == Trouble.MISSING:
            pytest.skip(cell["detail"])
        if unmeasured or (case == WHOLE_ROW and cell["outcome"] == Outcome.BROKEN):
            pytest.fail(f"{case}: {cell['detail']}", pytrace=False)
