"""Timed categories through a whole run, and their cells afresh beside the published ones."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import reproducing
from benchmarks.measuring import Run, choose


def test_a_new_run_does_not_take_up_old_rounds(tmp_path: Path) -> None:
    """Without --resume what an interrupted run has left is forgotten."""
    rounds = tmp_path / "startup.rounds.json"
    rounds.write_text("{}", encoding="utf-8")
    Run.start(choose("startup", "argparse"), path=tmp_path / "results.json")
    assert not rounds.exists()


def cell(median: float, load: float) -> dict[str, Any]:
    """Return a start-up cell a millisecond wide."""
    wall = {"median": median, "low": median - 5e-4, "high": median + 5e-4}
    return {"outcome": "right", "wall": wall, "load": load}


def test_a_fresh_time_agrees_where_the_intervals_overlap() -> None:
    """Overlap is agreement; without it the sentence tells the load of both runs."""
    same, _ = reproducing.compare(cell(0.0100, 1), cell(0.0105, 1))
    assert same
    same, sentence = reproducing.compare(cell(0.010, 5), cell(0.020, 0.5))
    assert not same
    assert "load of the machine 5.0 afresh, 0.5 then" in sentence


@pytest.mark.parametrize(
    ("multiple", "same", "word"),
    [
        (1.51, True, "they do: 1.51 [1.49, 1.53] and 1.50 [1.48, 1.52]"),
        (1.60, False, "they do NOT either: 1.60 [1.58, 1.62] and 1.50"),
    ],
)
def test_a_fresh_time_may_agree_as_a_multiple_of_the_controls(
    *, multiple: float, same: bool, word: str
) -> None:
    """A machine of twice the speed starts the control in half the time too; else it differs."""

    def ratio(median: float) -> dict[str, Any]:
        return {
            "ratio": {"median": median, "low": median - 0.02, "high": median + 0.02}
        }

    agrees, sentence = reproducing.compare(
        cell(0.010, 1) | ratio(multiple), cell(0.020, 1) | ratio(1.5)
    )
    assert agrees is same
    assert word in sentence
    # Results of before had no interval of it.
    same, sentence = reproducing.compare(cell(0.010, 1), cell(0.020, 1) | ratio(1.5))
    assert not same
    assert "multiples" not in sentence


def test_two_times_of_few_samples_are_shown_side_by_side() -> None:
    """The outcome decides; the times of three samples have no interval to compare."""
    fresh = {"outcome": "right", "above": 0.0213}
    same, said = reproducing.compare(fresh, fresh | {"above": 0.02})
    assert same
    assert "21.3 and 20.0 ms" in said
    cut = {"outcome": "broken", "cut": 10.0}
    assert not reproducing.compare(fresh, cut)[0]
