"""Kinds of values and config objects: pure judgements, and miniatures that each can fail."""

from pathlib import Path
from typing import Any

import pytest
from benchmarks.asked import child, samples, search
from benchmarks.asked.samples import describe
from benchmarks.axes import kinds
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import contract, registry
from benchmarks.cli import main
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome
from tests.miniatures import FAULTS, build

NO_TORCH = [case for case in kinds.cases() if not kinds.needs_torch(case)]


def trial(before: object, after: object = None, error: str | None = None) -> Any:
    """Return the facts of one value; ``after`` None means that it did not come back."""
    back = None if after is None else describe(after)
    return {"before": describe(before), "after": back, "error": error, "file": "x"}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (trial(1, 1), Outcome.RIGHT),
        (trial(float("nan"), float("nan")), Outcome.RIGHT),
        (trial(0.0, -0.0), Outcome.RETYPED),
        (trial(1, 1.0), Outcome.RETYPED),
        (trial(1, True), Outcome.RETYPED),
        (trial((1, 2), [1, 2]), Outcome.RETYPED),
        (trial({1, 2}, [1, 2]), Outcome.RETYPED),
        (trial({1: "a"}, {"1": "a"}), Outcome.SILENT),
        (trial(b"a", "a"), Outcome.SILENT),
        (trial("a", "b"), Outcome.SILENT),
        (trial(1), Outcome.SILENT),
        (trial(1, error="TypeError: no"), Outcome.LOUD),
    ],
)
def test_a_value_is_judged_by_what_came_back(facts: Any, outcome: Outcome) -> None:
    """Equal in value and type, in value, in nothing, or refused."""
    assert kinds.came_back(facts).outcome is outcome


@given(st.sampled_from(samples.FURTHER), st.sampled_from(samples.FURTHER))
def test_a_sample_is_equal_to_itself_and_to_no_other(one: str, other: str) -> None:
    """No two kinds have samples that pass for each other."""
    asked = [samples.sample(kind, argparse_nested()) for kind in (one, other)]
    outcome = kinds.came_back(trial(*asked)).outcome
    assert (outcome is Outcome.RIGHT) is (one == other)


def argparse_nested() -> type:
    """Return a dataclass such as every values.py has."""
    from adapters.argparse.values import Nested  # noqa: PLC0415  by the one test that needs it

    return Nested


def test_a_section_may_come_back_as_a_mapping() -> None:
    """The same content of another type is retyped, other content is silent."""
    section = argparse_nested()(rate=0.5, sizes=[1])
    facts = trial(section, {"rate": 0.5, "sizes": [1]})
    assert kinds.came_back(facts).outcome is Outcome.RETYPED
    facts = trial(section, {"rate": 0.5})
    assert kinds.came_back(facts).outcome is Outcome.SILENT


def test_the_worst_trial_of_a_kind_decides() -> None:
    """A value that comes back does not excuse a None that does not."""
    facts = {"trials": [trial(1, 1), trial(None, "None"), trial(1, error="no")]}
    judged, shown = kinds.judge_kind(facts)
    assert judged.outcome is Outcome.SILENT
    assert shown == facts["trials"][1]


@pytest.mark.parametrize(
    ("name", "removed", "added", "outcome"),
    [
        ("diff_change", ["a = 1"], ["a = 2"], Outcome.RIGHT),
        ("diff_change", ["a = 1", "{"], ["a = 2", "["], Outcome.SILENT),
        ("diff_change", ["a = 1, untouched"], ["a = 2, untouched"], Outcome.SILENT),
        ("diff_append", [], ["- third"], Outcome.RIGHT),
        ("diff_append", ['"second"'], ['"second",', '"third"'], Outcome.RIGHT),
        ("diff_append", ["1", "2"], ["1,", "2,", "3"], Outcome.SILENT),
        ("diff_append", [], [], Outcome.SILENT),
    ],
)
def test_a_diff_should_show_what_changed_and_no_more(
    name: str, removed: list[str], added: list[str], outcome: Outcome
) -> None:
    """One line for one value; a comma may take another."""
    assert kinds.judge_diff(name, removed, added).outcome is outcome


@pytest.mark.parametrize(
    ("name", "facts", "outcome"),
    [
        ("stable", {"examples": 3, "texts": []}, Outcome.RIGHT),
        ("stable", {"examples": 3, "texts": ["a", "b"]}, Outcome.SILENT),
        ("stable", {"examples": 0, "texts": []}, Outcome.LOUD),
        ("order", {"examples": 3, "orders": [["b", "a"], ["a", "b"]]}, Outcome.SILENT),
        ("same/int", {"examples": 3, "trial": trial(1, 2)}, Outcome.SILENT),
        ("comments", {"kept": False}, Outcome.SILENT),
        ("comments", {"kept": True}, Outcome.RIGHT),
    ],
)
def test_a_property_is_judged_by_its_counter_example(
    name: str, facts: Any, outcome: Outcome
) -> None:
    """Without one it holds, unless nothing could be tried."""
    assert kinds.judge_property(name, facts).outcome is outcome


@pytest.mark.parametrize(
    ("what", "facts", "outcome"),
    [
        ("pickle", trial({"a": 1}, {"a": 1}), Outcome.RIGHT),
        ("pickle", trial({"a": 1}, {"a": 1.0}), Outcome.RETYPED),
        ("json", trial({"a": (1,)}, {"a": [1]}), Outcome.RIGHT),
        ("json", trial({"a": 1}, {"a": "1"}), Outcome.SILENT),
        ("yaml", trial({"a": 1}, error="RepresenterError"), Outcome.LOUD),
        ("equality", {"error": None, "after": {"same": True, "other": False}}, "right"),
        ("equality", {"error": None, "after": {"same": True, "other": True}}, "silent"),
        ("equality", {"error": None, "after": {"same": False, "other": False}}, "silent"),
    ],
)  # fmt: skip
def test_an_object_is_judged_by_what_became_of_it(
    what: str, facts: Any, outcome: str
) -> None:
    """Data is what JSON and YAML are for; elsewhere the type counts, too."""
    assert kinds.judge_object(what, facts).outcome == outcome


def test_a_declared_gap_that_works_is_told() -> None:
    """What is declared unsupported and comes back right is a false declaration."""
    declared = {"unsupported": {"date": "see https://example.org"}, "saved_by": "hand"}
    cell = kinds.judge("kinds/date", declared, {"trials": [trial(1, 1)]})
    assert cell is not None
    assert (cell["outcome"], cell["false_declaration"]) == ("right", True)
    cell = kinds.judge("kinds/date", declared, {"trials": [trial(1, error="no")]})
    assert cell is not None
    assert (cell["outcome"], cell["attempt_outcome"]) == ("unsupported", "loud")


#: Miniature -> the cells that are not as those of the flawless one, without what needs torch.
#: Where one fault shows in several cells, the comment says why.
TABLE: dict[str, dict[str, str]] = {
    "flawless": {"properties/comments": "unsupported"},  # its format has none
    "forgets_that_it_was_a_date": {
        "kinds/date": "silent",
        "kinds/date_or_none": "silent",
    },
    "gives_lists_for_tuples": {
        "kinds/tuple": "retyped",
        "kinds/tuple_or_none": "retyped",
    },
    "forgets_a_kind": {
        "kinds/float_or_none": "silent",
        "properties/same/float_or_none": "silent",
    },
    # Saved again, the keys stand in their new order.
    "sorts_keys": {"properties/order": "silent", "properties/stable": "silent"},
    "clips_integers": {"properties/same/int": "silent"},
    "writes_one_line": {
        "properties/diff_change": "silent",
        "properties/diff_append": "silent",
    },
    "dies_of_complex": {"kinds/complex": "broken", "kinds/complex_or_none": "broken"},
    "declares_dates_unsupported": {
        "kinds/date": "false declaration",
        "kinds/date_or_none": "false declaration",
    },
    "has_equal_configs_that_differ": {"objects/equality": "silent"},
}


def flagged(folder: Path, cases: list[str]) -> dict[str, str]:
    """Return the cells of a miniature that are not right."""
    return {
        case: "false declaration" if cell.get("false_declaration") else cell["outcome"]
        for case, cell in kinds.measure(registry.read(folder), cases)
        if cell["outcome"] != "right" or cell.get("false_declaration")
    }


@pytest.mark.parametrize("name", TABLE)
def test_a_miniature_is_flagged_in_its_cells_only(name: str, tmp_path: Path) -> None:
    """Each fault of a values.py shows where it should, and nowhere else."""
    expected = TABLE["flawless"] | TABLE[name]
    assert flagged(build(name, tmp_path), NO_TORCH) == expected


def test_every_fault_of_values_is_in_the_table() -> None:
    """No miniature without a line; what the contract check alone sees is in its own table."""
    faults = {name for name, fault in FAULTS.items() if fault.file == "values.py"}
    assert faults == TABLE.keys() - {"flawless"} | {"misnames_a_kind"}


def test_with_torch(tmp_path: Path) -> None:
    """A data type, a device, a checkpoint and a spawned worker: all right for plain values."""
    cases = [case for case in kinds.cases() if kinds.needs_torch(case)]
    assert len(cases) == 6
    assert flagged(build("flawless", tmp_path), cases) == {}


def test_a_counter_example_is_shrunk_and_the_same_every_time(tmp_path: Path) -> None:
    """The smallest integer that is not kept is in the cell."""
    adapter = registry.read(build("clips_integers", tmp_path))
    cells = [dict(kinds.measure(adapter, ["properties/same/int"])) for _ in range(2)]
    assert cells[0] == cells[1]
    assert cells[0]["properties/same/int"]["used"] == str(2**31 + 1)


def test_the_smallest_is_found_or_nothing() -> None:
    """The search gives the smallest value of those that hold."""
    assert search.smallest(st.integers(0, 1000), lambda n: n > 100, 50) == (101,)
    assert search.smallest(st.integers(0, 1000), lambda n: n > 1000, 50) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"missing": ["load"]}, "has no load"),
        ({"saved_by": "me"}, "SAVED_BY is 'me'"),
        ({"hand": {"dates": ""}}, "no kind 'dates'"),
        ({"unsupported": {"date": "because"}}, "names no page"),
        ({"config": False, "no_config": "none"}, "nor NO_CONFIG"),
    ],
)
def test_declarations_are_checked(change: Any, sentence: str | None) -> None:
    """What is wrong with a values.py is said in one sentence."""
    sound = {
        "missing": [],
        "saved_by": "hand",
        "hand": {},
        "unsupported": {},
        "config": True,
        "no_config": None,
    }
    found = kinds.faults(sound | change)
    assert [sentence in each for each in found if sentence] == [True] * bool(sentence)
    assert bool(found) is bool(sentence)


@pytest.mark.parametrize("name", registry.names())
def test_a_row_keeps_the_contract_of_values(name: str) -> None:
    """Every row's values.py declares what it should, and brings plain values back."""
    adapter = registry.find(name)
    if missing := adapter.missing():
        pytest.skip(f"pip install {' '.join(missing)} comes first")
    finding = contract.values(contract.Subject(adapter))
    assert finding.kept, finding.detail


def test_a_parser_that_does_not_fit_has_no_cell() -> None:
    """JSON is not asked of PyYAML; the strict parser refuses an infinite number."""
    cases = ["properties/read_by_pyyaml", "properties/read_by_json"]
    cells = dict(kinds.measure(registry.find("argparse"), cases))
    assert list(cells) == cases[1:]
    assert "Infinity" in cells[cases[1]]["file"]


def test_what_the_format_does_alone_is_told() -> None:
    """JSON turns whole-number keys into text and refuses a set; YAML keeps both."""
    found = {}
    for name in ("argparse", "easydict"):
        cells = kinds.measure(registry.find(name), ["kinds/set", "kinds/int_keys"])
        found[name] = [cell["format_alone"]["outcome"] for _, cell in cells]
    assert found == {"argparse": ["loud", "silent"], "easydict": ["right", "right"]}


def test_an_unknown_case_is_refused_by_name() -> None:
    """The sentence names the nearest case."""
    with pytest.raises(BenchError, match="kinds/date"):
        list(kinds.measure(registry.find("argparse"), ["kinds/dat"]))


def test_a_cell_is_reproduced_with_its_bytes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """``reproduce roundtrip/NAME/KIND`` shows what lies on disk and what came back."""
    main(["reproduce", "roundtrip/argparse/kinds/date"])
    said = capsys.readouterr().out
    assert "2024-02-29" in said
    assert "datetime.date(2024, 2, 29)" in said


def test_it_goes_on_after_a_crash_without_asking_twice(tmp_path: Path) -> None:
    """A process that dies at once loses all, and is not started again for each."""
    folder = build("flawless", tmp_path)
    (folder / "values.py").write_text("import os; os._exit(7)\n", encoding="utf-8")
    _, answers = kinds.ask(registry.read(folder), ["kinds/date", "kinds/set"])
    assert [each["broken"] for each in answers.values()] == ["exit 7: (no output)"] * 2


def test_each_reader_has_a_name_of_its_own() -> None:
    """Readers of two formats are two cases."""
    names = [name for parsers in child.PARSERS.values() for name in parsers]
    assert len(names) == len(set(names))
