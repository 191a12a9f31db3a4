"""The sections on saved runs and canaries: figures from stated cells."""

from typing import Any

from report import rowpages, saving
from tests.stated import stated


def cell(outcome: str = "right", **facts: Any) -> dict[str, Any]:
    """Return a cell."""
    return {
        "outcome": outcome,
        "by": "library",
        "reproduce": "x",
        "detail": "d|e",
        **facts,
    }


def value(outcome: str, arrival: str, **facts: Any) -> dict[str, Any]:
    """Return the cell of a value."""
    return cell(outcome, arrival=arrival, asked="'a'", bytes="a: 1\nb|", **facts)


def test_arrival_and_return_are_counted_apart() -> None:
    """All right is one figure; otherwise two, of those that could be spelt."""
    text = saving.values(
        {
            "x": {
                "values/int/one": value("right", "right"),
                "values/int/two": cell("unsupported", asked="2"),
                "values/tuple/one": value("right", "type_changed", arrival_cause="why"),
                "values/tuple/two": value("wrong_value", "right", cause="because"),
            }
        }
    )
    assert "| int | 1 |" in text
    assert "| tuple | **1 · 1** of 2 |" in text
    assert "| tuple/one | **t✓** |" in text
    assert "| tuple/two | **✓W** |" in text
    assert "| int/two | u |" in text


def test_the_page_of_a_row_shows_bytes_and_causes() -> None:
    """The bytes in one line of the table, and the causes of arrival and return."""
    one = value("right", "type_changed", arrival_cause="why", cause="because")
    results = stated({"roundtrip": {"one": {"values/tuple/one": one}}})
    results["adapters"] = {"one": {"title": "One", "program": "/x/train.py"}}
    seen = rowpages.pages(results)["cells/one.md"]
    assert "On disk: `a: 1⏎b\\|`." in seen
    assert "Cause: because. Cause: why." in seen


def test_what_became_of_an_earlier_run_stands_beside_the_letter() -> None:
    """Overwritten is no fault, and is told."""
    text = saving.faults(
        {
            "x": {
                "fault/target_exists": cell(earlier="overwritten"),
                "fault/killed": cell(),
            }
        }
    )
    assert "| target_exists | ✓ overwritten |" in text
    assert "| killed | ✓ |" in text


def test_the_words_of_safety() -> None:
    """What was executed is bold; a canary that a row cannot meet has its letter."""
    text = saving.safety(
        {
            "x": {
                "one": cell(
                    "accepted", safety="executed", cause="documented", command="c"
                ),
                "two": cell("right", safety="refused", landed=["f"]),
                "three": cell("unsupported"),
            },
            "gone": {"all": cell("unmeasured")},
        }
    )
    assert "| one | **executed** | · |" in text
    assert "| two | refused | · |" in text
    assert "| three | u | · |" in text


def test_without_cells_there_is_no_section() -> None:
    """Results from before the category existed have no empty headings."""
    assert saving.values({}) == saving.faults({}) == saving.safety({}) == ""
    assert saving.family({"x": {"run": cell()}}, "values") == {}
