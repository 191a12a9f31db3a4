"""The comparison as pytest-benchmark items: ``pytest --benchmark``, chosen by ``-k`` as usual.

Plain ``pytest`` does not collect this folder; ``tests/`` holds the tests of the harness.
"""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import beyond
from benchmarks.measuring import Run
from benchmarks.plugin import NO_RESULT

Show = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.mark.one_by_one
def test_unit(
    benchmark: BenchmarkFixture, bench_run: Run, axis: str, name: str, progress: Any
) -> None:
    """One adapter on one axis; the time shown is what measuring took."""
    benchmark.group = f"{axis}: {NO_RESULT}"
    with progress(f"{axis}/{name}"):
        cells = benchmark.pedantic(bench_run.unit, args=(axis, beyond.row(axis, name)))
    benchmark.extra_info.update(_scores(cells))
    _report(cells)


def test_startup(
    startup_cells: dict[str, dict[str, dict[str, Any]]],
    replay: list[float],
    benchmark: BenchmarkFixture,
    contestant: str,
) -> None:
    """The start-up of one contestant: the samples of the interleaved rounds, replayed."""
    cells = startup_cells[contestant]
    _report(cells)
    benchmark.group = "startup: spawn to config ready"
    benchmark.pedantic(lambda: None, rounds=len(replay), iterations=1)
    # pytest-benchmark must hold what was measured, and nothing else.
    assert benchmark.stats is not None
    assert benchmark.stats.stats.data == pytest.approx(replay, rel=1e-9)
    for case, cell in cells.items():
        kept = {key: cell[key] for key in ("wall", "cpu", "memory") if key in cell}
        benchmark.extra_info.update(kept if case == "default" else {case: kept})


def test_claims(
    benchmark: BenchmarkFixture, bench_run: Run, claims: str, progress: Any
) -> None:
    """The article's claims, last: their figures are those of all rows."""
    benchmark.group = f"{claims} claims: {NO_RESULT}"
    with progress("claims/all") as advance:
        found = benchmark.pedantic(bench_run.claims, args=(lambda: advance(1),))
    verdicts = {name: entry["verdict"] for name, entry in found.items()}
    benchmark.extra_info.update({"verdicts": verdicts})


def test_scaling(
    scaling_cells: dict[str, dict[str, Any]],
    replay_scaling: list[float],
    benchmark: BenchmarkFixture,
    scaled: str,
) -> None:
    """The scaling of one row: its loads with a hundred settings, replayed; slopes beside them."""
    cells = scaling_cells[scaled]
    if not replay_scaling:
        _report(cells)
    benchmark.group = "scaling: a hundred settings, spawn to exit"
    benchmark.pedantic(lambda: None, rounds=len(replay_scaling), iterations=1)
    assert benchmark.stats is not None
    assert benchmark.stats.stats.data == pytest.approx(replay_scaling, rel=1e-9)
    benchmark.extra_info.update(
        {case: cell["slope"] for case, cell in cells.items() if "slope" in cell}
    )
    # What was cut off is a finding about the library; its cell has a cause.
    _report({case: cell for case, cell in cells.items() if "cut" not in cell})


def _scores(cells: dict[str, Any]) -> dict[str, Any]:
    """Count outcomes, and keep the plain figures of a cell that has them."""
    counts: dict[str, int] = {}
    for cell in cells.values():
        counts[cell["outcome"]] = counts.get(cell["outcome"], 0) + 1
    figures = ("total", "python", "config", "help", "tokens")
    kept = {key: cells["total"][key] for key in figures} if "total" in cells else {}
    return {"outcomes": counts, **kept}


def _report(cells: dict[str, Any]) -> None:
    """Skip or fail the item of an adapter that could not be measured; its row is stored."""
    for cell in cells.values():
        if cell["outcome"] == "skipped":
            pytest.skip(cell["detail"])
        if "command" not in cell and cell["outcome"] == "broken":
            pytest.fail(cell["detail"], pytrace=False)
