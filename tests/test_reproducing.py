"""A fresh cell beside a published one: what agrees, from stated cells."""

from typing import Any

import pytest

from benchmarks.cells import Cell
from benchmarks.reproducing import compare


def cell(**facts: Any) -> Cell:
    """Return a cell as stated."""
    return {"outcome": "right", "by": "library", "detail": "d", **facts}


@pytest.mark.parametrize(
    ("fresh", "old", "sentence"),
    [
        (cell(), None, "nothing was published for this cell"),
        (cell(), cell(), "as published: right"),
        # Texts and counts that differ from run to run are no finding.
        (cell(says="x", exit=1), cell(says="y", exit=2), "as published: right"),
        (
            cell(above=0.0213),
            cell(above=0.02),
            "as published: right; "
            "above a bare interpreter, afresh and published: 21.3 and 20.0 ms",
        ),
        # A run that is looked at takes another time whenever it is.
        (
            cell(total=0.1, interpreter=0.01),
            cell(total=0.2, interpreter=0.01),
            "a run that is looked at: 100 ms afresh, 200 ms published",
        ),
    ],
)
def test_what_agrees_is_told(fresh: Cell, old: Cell | None, sentence: str) -> None:
    """Times without an interval are shown and not judged."""
    assert compare(fresh, old) == (True, sentence)


@pytest.mark.parametrize(
    ("key", "fresh", "old"),
    [
        ("outcome", "late", "right"),
        ("arrival", "right", "wrong_value"),
        ("safety", "refused", "executed"),
        ("total", 98, 97),
        ("tokens", 1524, 1523),
        ("added", 3, 2),
        ("removed", 1, None),
    ],
)
def test_a_cell_agrees_by_outcome_and_figures(key: str, fresh: Any, old: Any) -> None:
    """Each of them alone makes another cell."""
    told = {} if old is None else {key: old}
    assert compare(cell(**{key: fresh}), cell(**told)) == (
        False,
        f"NOT as published: {key}: {old} was published",
    )


def timed(above: float, **facts: Any) -> Cell:
    """Return a cell of a start that takes so much above the control, in seconds, 1 ms apart."""
    wall = {"median": above, "low": above - 0.001, "high": above + 0.001}
    return cell(wall=wall, **facts)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("old", "agrees"), [(0.0105, True), (0.0119, True), (0.0121, False)]
)
def test_times_agree_where_intervals_overlap(
    order: int, old: float, *, agrees: bool
) -> None:
    """Whichever of the two is the slower one; the load of both is told where they part."""
    fresh, published = [timed(0.010, load=1), timed(old, load=2)][::order]
    same, sentence = compare(fresh, published)
    assert same is agrees
    assert ("do NOT overlap" in sentence) is not agrees
    assert ("load of the machine" in sentence) is not agrees
