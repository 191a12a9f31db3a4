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
    startup_cells: dict[str, dict[str, Any]],
    replay: list[float],
    benchmark: BenchmarkFixture,
    contestant: str,
) -> None:
    """The start-up of one contestant: the samples of the interleaved rounds, replayed."""
    cell = startup_cells[contestant]
    _report({"default": cell})
    benchmark.group = "startup: spawn to config ready"
    benchmark.pedantic(lambda: None, rounds=len(replay), iterations=1)
    # pytest-benchmark must hold what was measured, and nothing else.
    assert benchmark.stats is not None
    assert benchmark.stats.stats.data == pytest.approx(replay, rel=1e-9)
    benchmark.extra_info.update(
        {key: cell[key] for key in ("wall", "cpu") if key in cell}
    )


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
