"""The report's tables on kinds of values: from stated cells, the same bytes every time."""

from typing import Any

from report import kinds, rowpages


def cell(outcome: str = "right", **facts: Any) -> dict[str, Any]:
    """Return a published cell."""
    return {"outcome": outcome, "by": "library", "detail": f"it was {outcome}", **facts}


AXIS: kinds.Axis = {
    "one": {
        "run": cell(),
        "kinds/date": cell(
            by="hand",
            file="date: 2024\nx",
            came_back="date(2024)",
            format_alone={"outcome": "loud", "detail": "no | form"},
        ),
        "kinds/date_or_none": cell("silent", cause="a_cause"),
        "properties/diff_append": cell(added=["a", "b"], removed=["c"]),
        "properties/same/str": cell("loud", used="'???'", file="s: ???"),
        "objects/json": cell(),
    },
    "other": {
        "kinds/date": cell(),
        "kinds/date_or_none": cell(),
        "kinds/int_or_none": cell(
            "unsupported", unsupported="no such type", attempt_outcome="loud"
        ),
        "objects/json": cell("loud"),
    },
}


def test_other_cells_are_left_to_others() -> None:
    """A saved run has no line here, and nothing to say where there is nothing else."""
    assert kinds.render({"one": {"run": cell()}}) == ""
    assert "run" not in kinds.render(AXIS).split()


def test_a_line_tells_value_and_none() -> None:
    """A stroke only where the two differ; behind a hand-made kind what the format does alone."""
    text = kinds.render(AXIS)
    assert "| date | ✓ʰ r / **S** | ✓ |" in text
    assert "| int or None |  | u |" in text
    assert "| diff_append | ✓ +2 -1 |  |" in text


def test_what_is_not_right_is_told_with_its_reason() -> None:
    """The cause, the declared reason, and the value that was refused on loading."""
    text = kinds.render(AXIS)
    assert (
        "* **silent** it was silent. Cause: a_cause. (one kinds/date_or_none)" in text
    )
    assert "no such type. The attempt: loud. (other kinds/int_or_none)" in text
    assert "'???': it was loud. (one properties/same/str)" in text


def test_bytes_and_value_are_shown() -> None:
    """Line breaks of a file stay visible inside a table, strokes do not break it."""
    seen = " ".join(rowpages.seen({"program": ""}, AXIS["one"]["kinds/date"]))
    assert "On disk: `date: 2024⏎x`." in seen
    assert "came\\_back: date(2024)." in seen
    assert "detail: no \\| form." in seen


def test_equal_cells_give_one_note() -> None:
    """Rows that fail alike stand in one line."""
    alike = {name: {"objects/json": cell("loud")} for name in ("one", "other")}
    assert "(one objects/json, other objects/json)" in kinds.render(alike)
