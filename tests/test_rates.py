"""What is counted beside the outcomes of the override cells, from stated cells, in full."""

from typing import Any

from report import rates
from report.figures import Rate
from report.load import Rows
from report.rates import Remedy, Silent
from tests.stated import stated


def cell(outcome: str = "right", by: str = "library", **more: Any) -> dict[str, Any]:
    """Return a cell of the overrides."""
    return {"outcome": outcome, "by": by, "reproduce": "r overrides/a/one", **more}


def facts(rows: Rows, **kinds: str) -> dict[str, Any]:
    """Return what is counted of rows."""
    told: dict[str, Any] = {"adapters": {name: {} for name in rows}}
    return rates.facts({**told, **stated({"overrides": rows}, overrides=kinds)}, rows)


def test_nothing_is_told_of_what_no_cell_tells() -> None:
    """No tags, nothing typed, no messages."""
    some: list[Rows] = [{}, {"a": {}}, {"a": {"one": cell()}, "b": {}}]
    for rows in some:
        assert facts(rows) == {
            "tags": ("values", "choices", "files", "lifecycle", "launched"),
            "silent": [],
            "unknown": False,
            "shared": 0,
            "typed": {},
            "remedies": [],
            "messages": {},
        }
    assert facts({"a": {"one": cell(by="unmeasured")}})["unknown"]


def test_what_was_taken_for_something_else_is_counted_by_tag() -> None:
    """And over all; what is observed, and what was not tried, is not."""
    command = {"command": "x"}
    row = {
        "one": cell("wrong_value", tag="values", **command),
        "two": cell(tag="values", **command),
        "three": cell("accepted", "adapter", tag="files", **command),
        "four": cell("late", "core", tag="files", **command),
        "five": cell("unsupported", "core", tag="files", **command),
        "seen": cell("wrong_value", tag="files", **command),
    }
    found = facts({"a": row, "b": {}}, seen="observation")["silent"]
    none = Rate(0, 0)
    a = Silent(
        "a",
        (Rate(1, 2), None, Rate(0, 1), None, None, Rate(1, 3)),
        (none, None, Rate(1, 1), None, None, Rate(1, 1)),
        1,
    )
    assert found == [a, Silent("b", (None,) * 6, (None,) * 6, 0)]


def test_what_is_typed_is_a_mean_over_what_all_rows_do() -> None:
    """Of each of four costs."""
    costs = ("characters", "words", "quoted", "files")

    def typed(address: str, *figures: int) -> dict[str, Any]:
        told = dict(zip(costs, figures, strict=True))
        return cell(reproduce=f"r overrides/{address}", ergonomics=told)

    rows = {
        "a": {
            "one": typed("a/one", 1, 2, 3, 4),
            "two": typed("a/two", 2, 4, 6, 8),
            "own": typed("a/own", 99, 99, 99, 99),
        },
        "b": {
            "one": typed("b/one", 10, 0, 0, 0),
            "two": typed("b/two", 20, 0, 0, 1),
            "three": cell(ergonomics=None),
        },
    }
    found = facts(rows)
    assert found["shared"] == 2
    assert found["typed"] == {"a": [1.5, 3.0, 4.5, 6.0], "b": [15.0, 0.0, 0.0, 0.5]}


def test_remedies_are_told_with_their_row_and_case() -> None:
    """The command, and what came of it in words."""
    remedy = {"command": "python x", "outcome": "wrong_value"}
    rows = {"a": {"one": cell("late", remedy=remedy), "two": cell(remedy=None)}}
    assert facts(rows)["remedies"] == [Remedy("a", "one", "python x", "wrong value")]


def test_messages_are_asked_for_five_things() -> None:
    """Of those that refuse; what cannot be asked of one is not counted."""
    asked = (
        "names_key",
        "names_value",
        "names_allowed",
        "suggests_nearest",
        "no_traceback",
    )
    rows = {
        "a": {
            "one": cell(
                message=dict(zip(asked, (True, False, None, True, True), strict=True))
            ),
            "two": cell("late", message={"names_key": False, "no_traceback": True}),
            "ran": cell("accepted", message=dict.fromkeys(asked, True)),
            "wrong": cell("wrong_value", message=dict.fromkeys(asked, True)),
            "none": cell(message=None),
        },
        "b": {},
    }
    assert facts(rows)["messages"] == {
        "a": [(1, 2), (0, 1), (0, 0), (1, 1), (2, 2)],
        "b": [(0, 0)] * 5,
    }
