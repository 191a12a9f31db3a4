"""Kinds of values and config objects: pure judgements, and miniatures that each can fail."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shared_model
from benchmarks import registry
from benchmarks.categories.roundtrip import CATEGORY, kinds, way
from benchmarks.categories.roundtrip import kinds_judging as judging
from benchmarks.category import SAVED, VALUES
from benchmarks.cells import Address, Cell, Judgement, make
from benchmarks.cli import main
from benchmarks.gaps import Gap
from benchmarks.outcomes import Outcome
from benchmarks.value_files import child, samples, search
from benchmarks.value_files.asking import Answer, needs_torch
from benchmarks.value_files.samples import describe
from tests.cells import measured
from tests.miniatures import FAULTS, build

NO_TORCH = [case for case in kinds.cases() if not needs_torch(case)]


Judge = Callable[[Any], Judgement]


def trial(before: object, after: object = None, error: str | None = None) -> Any:
    """Return the facts of one value; ``after`` None means that it did not come back."""
    back = None if after is None else describe(after)
    return {"before": describe(before), "after": back, "error": error, "file": "x"}


def commented(*, kept: bool) -> Any:
    """Return the facts of a comment in a format that has them."""
    tried = [{"line": "# why", "kept": kept}]
    return {"format_has": True, "suffix": ".yaml", "comments": tried}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (trial(1, 1), Outcome.RIGHT),
        (trial(float("nan"), float("nan")), Outcome.RIGHT),
        (trial(0.0, -0.0), Outcome.TYPE_CHANGED),
        (trial(1, 1.0), Outcome.TYPE_CHANGED),
        (trial(1, True), Outcome.TYPE_CHANGED),
        (trial((1, 2), [1, 2]), Outcome.TYPE_CHANGED),
        (trial({1, 2}, [1, 2]), Outcome.TYPE_CHANGED),
        (trial({1: "a"}, {"1": "a"}), Outcome.WRONG_VALUE),
        (trial(b"a", "a"), Outcome.WRONG_VALUE),
        (trial("a", "b"), Outcome.WRONG_VALUE),
        (trial("7", 7), Outcome.WRONG_VALUE),
        (trial(shared_model.Adam, shared_model.AdamW), Outcome.WRONG_VALUE),
        (trial(1), Outcome.WRONG_VALUE),
        (trial(1, error="TypeError: no"), Outcome.REJECTED),
    ],
)
def test_a_value_is_judged_by_what_came_back(facts: Any, outcome: Outcome) -> None:
    """Equal in value and type, in value, in nothing, or refused."""
    assert judging.came_back(facts).outcome is outcome


class Zone(tzinfo):
    """A fixed offset as a library of its own has it; pydantic_core.TzInfo is one."""

    def __init__(self, hours: int) -> None:
        self._offset = timedelta(hours=hours)

    def utcoffset(self, _: datetime | None) -> timedelta:
        """Return the offset."""
        return self._offset

    def dst(self, _: datetime | None) -> timedelta | None:
        """Return that nothing is known of summers."""
        return None

    def tzname(self, _: datetime | None) -> str | None:
        """Return that it has no name."""
        return None


@pytest.mark.parametrize(
    ("hours", "outcome"), [(2, Outcome.RIGHT), (3, Outcome.WRONG_VALUE)]
)
def test_a_moment_is_equal_whatever_class_its_offset_has(
    hours: int, outcome: Outcome
) -> None:
    """What counts of a zone is its offset."""
    before = samples.sample("datetime", argparse_nested())
    after = before.replace(tzinfo=Zone(hours))
    assert judging.came_back(trial(before, after)).outcome is outcome


@given(st.sampled_from(samples.FURTHER), st.sampled_from(samples.FURTHER))
def test_a_sample_is_equal_to_itself_and_to_no_other(one: str, other: str) -> None:
    """No two kinds have samples that pass for each other."""
    asked = [samples.sample(kind, argparse_nested()) for kind in (one, other)]
    outcome = judging.came_back(trial(*asked)).outcome
    assert (outcome is Outcome.RIGHT) is (one == other)


def argparse_nested() -> type:
    """Return a dataclass such as every values.py has."""
    from adapters.argparse.values import Nested  # noqa: PLC0415  by the one test that needs it

    return Nested


def test_a_section_may_come_back_as_a_mapping() -> None:
    """The same content of another type has another type, other content is a wrong value."""
    section = argparse_nested()(rate=0.5, sizes=[1])
    facts = trial(section, {"rate": 0.5, "sizes": [1]})
    assert judging.came_back(facts).outcome is Outcome.TYPE_CHANGED
    facts = trial(section, {"rate": 0.5})
    assert judging.came_back(facts).outcome is Outcome.WRONG_VALUE


def test_the_worst_trial_of_a_kind_decides() -> None:
    """A value that comes back does not excuse a None that does not."""
    facts = {"trials": [trial(1, 1), trial(None, "None"), trial(1, error="no")]}
    judged = judging.judge_kind(facts)
    assert judged.outcome is Outcome.WRONG_VALUE
    assert (judged.facts["used"], judged.facts["came_back"]) == ("None", "'None'")


@pytest.mark.parametrize(
    ("judge", "removed", "added", "outcome"),
    [
        (judging.judge_change, ["a = 1"], ["a = 2"], Outcome.RIGHT),
        (judging.judge_change, ["a = 1", "{"], ["a = 2", "["], Outcome.WRONG_VALUE),
        (
            judging.judge_change,
            ["a = 1, untouched"],
            ["a = 2, untouched"],
            Outcome.WRONG_VALUE,
        ),
        (judging.judge_append, [], ["- third"], Outcome.RIGHT),
        (judging.judge_append, ['"second"'], ['"second",', '"third"'], Outcome.RIGHT),
        (judging.judge_append, ["1", "2"], ["1,", "2,", "3"], Outcome.WRONG_VALUE),
        (judging.judge_append, [], [], Outcome.WRONG_VALUE),
    ],
)
def test_a_diff_should_show_what_changed_and_no_more(
    judge: Judge, removed: list[str], added: list[str], outcome: Outcome
) -> None:
    """One line for one value; a comma may take another."""
    assert judge({"removed": removed, "added": added}).outcome is outcome


@pytest.mark.parametrize(
    ("name", "facts", "outcome"),
    [
        ("stable", {"examples": 3, "texts": []}, Outcome.RIGHT),
        ("stable", {"examples": 3, "texts": ["a", "b"]}, Outcome.WRONG_VALUE),
        ("stable", {"examples": 0, "texts": []}, Outcome.REJECTED),
        (
            "order",
            {"examples": 3, "orders": [["b", "a"], ["a", "b"]]},
            Outcome.WRONG_VALUE,
        ),
        ("same/int", {"examples": 3, "trial": trial(1, 2)}, Outcome.WRONG_VALUE),
        ("comments", commented(kept=False), Outcome.WRONG_VALUE),
        ("comments", commented(kept=True), Outcome.RIGHT),
    ],
)
def test_a_property_is_judged_by_its_counter_example(
    name: str, facts: Any, outcome: Outcome
) -> None:
    """Without one it holds, unless nothing could be tried."""
    assert kinds.cases()[f"properties/{name}"].judge(facts).outcome is outcome


@pytest.mark.parametrize(
    ("what", "facts", "outcome"),
    [
        ("pickle", trial({"a": 1}, {"a": 1}), Outcome.RIGHT),
        ("pickle", trial({"a": 1}, {"a": 1.0}), Outcome.TYPE_CHANGED),
        ("json", trial({"a": (1,)}, {"a": [1]}), Outcome.RIGHT),
        ("json", trial({"a": 1}, {"a": "1"}), Outcome.WRONG_VALUE),
        ("yaml", trial({"a": 1}, error="RepresenterError"), Outcome.REJECTED),
        ("equality", {"error": None, "after": {"same": True, "other": False}}, "right"),
        ("equality", {"error": None, "after": {"same": True, "other": True}}, "wrong_value"),
        ("equality", {"error": None, "after": {"same": False, "other": False}}, "wrong_value"),
    ],
)  # fmt: skip
def test_an_object_is_judged_by_what_became_of_it(
    what: str, facts: Any, outcome: str
) -> None:
    """Data is what JSON and YAML are for; elsewhere the type counts, too."""
    assert kinds.cases()[f"objects/{what}"].judge(facts).outcome == outcome


def answer(facts: Any = None, crash: str = "", **declared: Any) -> Answer:
    """Return an answer of a ``values.py`` that declares this."""
    usual: dict[str, Any] = {"unsupported": {}}
    return Answer(facts or {}, crash, **(usual | declared))


def cell(case: str, answer: Answer) -> Cell:
    """Return the cell of an answer."""
    question = kinds.cases()[case]
    judged = kinds.judge(question, answer)
    return make(Address("roundtrip", "a", case), question, judged, lambda _: "because")


def test_a_declared_gap_that_works_is_told() -> None:
    """What is declared unsupported and comes back right is a false declaration."""
    gap = {"date": Gap(Outcome.UNSUPPORTED, "none", "https://example.org")}

    def attempts(*facts: Any) -> Answer:
        made = [{"done": f"{n}", "facts": each} for n, each in enumerate(facts)]
        return answer({"attempts": made}, unsupported=gap)

    right, refused = {"trials": [trial(1, 1)]}, {"trials": [trial(1, error="no")]}
    made = cell("kinds/date", attempts(refused, right))
    assert (made["outcome"], made["false_declaration"]) == ("right", True)
    made = cell("kinds/date_or_none", attempts(refused, refused))
    assert (made["outcome"], made["attempt_outcome"]) == ("unsupported", "rejected")
    assert made["unsupported"] == "none (https://example.org)"
    told = {"outcome": "rejected", "detail": "no"}
    assert made["attempts"] == [{"done": "0", **told}, {"done": "1", **told}]
    # What gives another value gives it whatever is declared.
    made = cell("kinds/date", attempts(refused, {"trials": [trial(1, 2)]}))
    assert made["outcome"] == "wrong_value"
    assert made["detail"].endswith("; there is no way: none (https://example.org)")
    assert cell("kinds/date", answer(refused))["outcome"] == "rejected"


def test_the_check_tries_what_is_declared(tmp_path: Path) -> None:
    """A kind that is declared to have no way is asked with and without None."""
    row = registry.read(build("declares_sets_unsupported", tmp_path))
    assert CATEGORY.gaps(row) == ["kinds/set", "kinds/set_or_none"]
    assert CATEGORY.gaps(registry.read(build("flawless", tmp_path))) == []


def test_a_comment_in_a_format_without_any_is_a_gap() -> None:
    """JSON has no comments, and its page says so; what was tried is told all the same."""
    refused = {"kept": None, "error": "no"}
    tried = [{"line": line, **refused} for line in ("// a", "# a")]
    facts = {"format_has": False, "suffix": ".json", "comments": tried}
    made = cell("properties/comments", answer(facts))
    assert (made["outcome"], made["attempt_outcome"]) == ("unsupported", "rejected")
    assert "rfc8259" in made["unsupported"]
    assert [each["done"] for each in made["attempts"]] == ["// a", "# a"]
    # Of a format without a page nothing is declared.
    made = cell("properties/comments", answer(facts | {"suffix": ".x"}))
    assert made["outcome"] == "rejected"


def test_which_way_a_kind_goes() -> None:
    """Through a ``values.py``, for which somebody answers; objects are the library's."""
    assert way(kinds.cases()["kinds/date"]) == VALUES
    assert way(kinds.cases()["properties/stable"]) == VALUES
    assert way(kinds.cases()["objects/pickle"]) == ""
    assert way(CATEGORY.cases(())["fault/killed"]) == SAVED
    made = cell("kinds/date", answer(crash="SIGSEGV"))
    assert (made["outcome"], made["cause"]) == ("broken", "because")


def test_a_library_without_an_object_says_why() -> None:
    """The reason of ``NO_CONFIG`` is the answer to every question about objects."""
    for what in child.OBJECTS:
        made = cell(f"objects/{what}", answer({"none": "none"}))
        assert (made["outcome"], made["detail"]) == ("not_applicable", "none")
        assert made["by"] == "library"


#: Miniature -> the cells that are not as those of the flawless one, without what needs torch.
#: Where one fault shows in several cells, the comment says why.
TABLE: dict[str, dict[str, str]] = {
    "flawless": {"properties/comments": "rejected"},  # its format has none
    "forgets_that_it_was_a_date": {
        "kinds/date": "wrong_value",
        "kinds/date_or_none": "wrong_value",
    },
    "gives_lists_for_tuples": {
        "kinds/tuple": "type_changed",
        "kinds/tuple_or_none": "type_changed",
    },
    "forgets_a_kind": {
        "kinds/float_or_none": "wrong_value",
        "properties/same/float_or_none": "wrong_value",
    },
    # Saved again, the keys stand in their new order.
    "sorts_keys": {
        "properties/order": "wrong_value",
        "properties/stable": "wrong_value",
    },
    "clips_integers": {"properties/same/int": "wrong_value"},
    "writes_one_line": {
        "properties/diff_change": "wrong_value",
        "properties/diff_append": "wrong_value",
        # All behind it is a part of what is tried as one.
        "properties/comments": "wrong_value",
    },
    "dies_of_complex": {"kinds/complex": "broken", "kinds/complex_or_none": "broken"},
    "declares_sets_unsupported": {
        "kinds/set": "false declaration",
        "kinds/set_or_none": "false declaration",
    },
    "has_equal_configs_that_differ": {"objects/equality": "wrong_value"},
}


def flagged(folder: Path, cases: list[str]) -> dict[str, str]:
    """Return the cells of a miniature that are not right."""
    return {
        case: "false declaration" if cell.get("false_declaration") else cell["outcome"]
        for case, cell in measured(CATEGORY, registry.read(folder), *cases).items()
        if cell["outcome"] != "right" or cell.get("false_declaration")
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLE)
def test_a_miniature_is_flagged_in_its_cells_only(name: str, tmp_path: Path) -> None:
    """Each fault of a values.py shows where it should, and nowhere else."""
    expected = TABLE["flawless"] | TABLE[name]
    assert flagged(build(name, tmp_path), NO_TORCH) == expected


def test_every_fault_of_values_is_in_the_table() -> None:
    """No miniature without a line; what the contract check alone sees is in its own table."""
    faults = {name for name, fault in FAULTS.items() if fault.file == "values.py"}
    assert faults == TABLE.keys() - {"flawless"} | {"misnames_a_kind"}


@pytest.mark.slow
def test_with_torch(tmp_path: Path) -> None:
    """A data type, a device, a checkpoint and a spawned worker: all right for plain values."""
    cases = [case for case in kinds.cases() if needs_torch(case)]
    assert len(cases) == 6
    assert flagged(build("flawless", tmp_path), cases) == {}


def test_a_counter_example_is_shrunk_and_the_same_every_time(tmp_path: Path) -> None:
    """The smallest integer that is not kept is in the cell."""
    row = registry.read(build("clips_integers", tmp_path))
    cells = [measured(CATEGORY, row, "properties/same/int") for _ in range(2)]
    assert cells[0] == cells[1]
    assert cells[0]["properties/same/int"]["used"] == str(2**31 + 1)


def test_the_smallest_is_found_or_nothing() -> None:
    """The search gives the smallest value of those that hold."""
    assert search.smallest(st.integers(0, 1000), lambda n: n > 100, 50) == (101,)
    assert search.smallest(st.integers(0, 1000), lambda n: n > 1000, 50) is None


def test_a_parser_that_does_not_fit_has_no_cell() -> None:
    """JSON is not asked of PyYAML; the strict parser refuses an infinite number."""
    cases = ["properties/read_by_pyyaml", "properties/read_by_json"]
    cells = measured(CATEGORY, registry.find("argparse"), *cases)
    assert list(cells) == cases[1:]
    assert "Infinity" in cells[cases[1]]["file"]


def test_what_the_format_does_alone_is_told() -> None:
    """JSON turns whole-number keys into text and refuses a set; YAML keeps both."""
    found = {}
    for name in ("argparse", "easydict"):
        cells = measured(CATEGORY, registry.find(name), "kinds/set", "kinds/int_keys")
        found[name] = [each["format_alone"]["outcome"] for each in cells.values()]
    assert found == {
        "argparse": ["rejected", "wrong_value"],
        "easydict": ["right", "right"],
    }


def test_a_cell_is_reproduced_with_its_bytes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``reproduce roundtrip/NAME/KIND`` shows what lies on disk and what came back."""
    main(["reproduce", "roundtrip/argparse/kinds/date"])
    said = capsys.readouterr().out
    assert "2024-02-29" in said
    assert "datetime.date(2024, 2, 29)" in said


def test_each_reader_has_a_name_of_its_own() -> None:
    """Readers of two formats are two cases."""
    names = [name for parsers in child.PARSERS.values() for name in parsers]
    assert len(names) == len(set(names))
