"""Surprises, needs and differences: found by rules, from stated cells."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import against, cells, needs, surprises
from report.__main__ import main
from report.cells import OUTCOMES, PARTIES
from report.load import Cell, Results, Rows
from tests.many_cells import BY
from tests.stated import stated

WALL = {"median": 0.0100, "low": 0.0090, "high": 0.0110}


def cell(outcome: str = "right", by: str = "library", **facts: Any) -> Cell:
    """Return a cell as stated."""
    if outcome in {"wrong_value", "accepted", "late", "type_changed", "broken"}:
        facts.setdefault("cause", f"why_{outcome}")
    return {"outcome": outcome, "by": by, "reproduce": "x", "detail": "d", **facts}


def results(**cells: Rows) -> Results:
    """Return results of rows a, b and c."""
    adapter = {
        "title": "", "status": "installed", "sha256": "0" * 64, "lacks": [],
        "distributions": {"lib": "1.0"}, "footprint": {"added": ["lib"], "mib": 1.5},
    }  # fmt: skip
    named = {
        name: copy.deepcopy(adapter) | {"title": name.upper()}
        for name in ("a", "b", "c")
    }
    machine = {"kind": "Linux", "cpu": "c", "cores": 2, "python": "3.11"}
    return {
        "adapters": named,
        "machine": machine,
        "causes": {"why_wrong_value": "So it is."},
        **stated(cells),
    }


def test_the_worst_comes_first_and_the_rare_before_the_common() -> None:
    """Silently wrong, late, crashed, another type; in each, what few rows share; adapters last."""
    given_ = results(
        overrides={
            "a": {
                "one": cell("type_changed"),
                "two": cell("wrong_value", cause="common"),
                "three": cell("late"),
                "four": cell("accepted", "adapter", cause="adapter"),
            },
            "b": {"two": cell(), "four": cell("accepted", cause="rare")},
            "c": {"two": cell("wrong_value", cause="common"), "four": cell()},
        }
    )
    found = [(one.name, one.case) for one in surprises.bad(given_)]
    assert found == [
        ("b", "four"), ("a", "two"), ("c", "two"), ("a", "four"), ("a", "three"),
        ("a", "one"),
    ]  # fmt: skip
    picked = surprises.of_category(given_, "overrides", surprises.bad(given_))
    assert [(one.name, one.case) for one in picked] == [
        ("b", "four"), ("a", "two"), ("a", "four"),
    ]  # fmt: skip
    worst = surprises.of_row("a", surprises.bad(given_))
    assert [one.case for one in worst] == ["two", "four", "three"]


def test_what_all_rows_do_is_no_surprise() -> None:
    """It tells no row from another; what only one row was asked is its own."""
    lost, found = cell("type_changed"), cell()
    given_ = results(
        remote={
            "a": {"all": lost, "most": lost, "mine": lost},
            "b": {"all": lost, "most": lost},
            "c": {"all": lost, "most": found},
        }
    )
    told = {(one.name, one.case) for one in surprises.bad(given_)}
    assert told == {("a", "most"), ("b", "most"), ("a", "mine")}


def test_what_the_obvious_spelling_did_counts() -> None:
    """Unsupported and accepted all the same surprises; unsupported and refused does not."""
    given_ = results(
        overrides={
            "a": {"one": cell("unsupported", attempt_outcome="accepted")},
            "b": {"one": cell("unsupported", attempt_outcome="rejected")},
        },
        # Programs that tried: nobody has typed them.
        features={
            "a": {"two": cell("unsupported", attempt_outcome="wrong_value", ways=[])}
        },
    )
    (one,) = surprises.bad(given_)
    said = surprises.sentence(given_, one)
    assert said.startswith(
        "not offered; the obvious spelling came out as wrongly accepted: d."
    )
    assert said.endswith("No other of 2 rows does so.")
    (alone,) = surprises.bad(results(sweep={"a": {"one": cell("rejected")}}))
    assert surprises.sentence(given_, alone).endswith("No other row has this case.")


@pytest.mark.parametrize(
    ("arrival", "outcome", "worst", "whole"),
    [
        ("right", "right", "right", True),
        ("wrong_value", "right", "wrong_value", False),
        ("type_changed", "late", "late", False),
        ("rejected", "rejected", "rejected", False),
        # What is no outcome is another fact of the same name.
        ("by train", "right", "right", True),
    ],
)
def test_how_a_value_arrived_counts(
    arrival: str, outcome: str, worst: str, *, whole: bool
) -> None:
    """A cell is as bad as the worse of arrival and return, and whole if both went well."""
    both = cell(outcome, arrival=arrival)
    assert (cells.worst(both), cells.whole(both)) == (worst, whole)


def test_figures_surprise_where_outcomes_do_not() -> None:
    """The figure farthest from the middle, in proportion, one a row."""
    starts = {
        name: {
            "default": cell(wall=WALL | {"median": seconds}),
            "help": cell(wall=WALL),
        }
        for name, seconds in (("a", 0.010), ("b", 0.012), ("c", 0.500))
    }
    given_ = results(startup=starts)
    first, second = surprises.of_category(given_, "startup", [])
    assert (first.name, first.case, first.middle) == ("c", "default", 12.0)
    assert second.name == "a"
    said = surprises.sentence(given_, first)
    assert said == "500.0 ms above the control, where the middle row has 12.0"


def test_a_need_is_judged_from_its_cells() -> None:
    """By library, adapter, or not; a declared gap counts; what was not measured is not met."""
    given_ = results(
        overrides={
            "a": {"wrong_type": cell(), "float_for_int": cell(), "nested_int": cell()},
            "b": {
                "wrong_type": cell(by="adapter"),
                "float_for_int": cell(),
                "nested_int": cell(by="adapter"),
            },
            "c": {"wrong_type": cell()},
        }
    )
    given_["adapters"]["a"]["footprint"]["added"] = []
    found = {need.id: need for need in needs.needs(given_)}
    assert found["typed"].met == {"a": "library", "b": "adapter"}
    assert found["nested"].met == {"a": "library", "b": "adapter"}
    assert found["free"].met == {"a": "library"}
    assert "bounds" not in found  # nobody measured it
    given_["adapters"]["a"]["lacks"] = [
        {"capability": "nested settings", "reason": "r"}
    ]
    found = {need.id: need for need in needs.needs(given_)}
    assert found["nested"].met == {"b": "adapter"}
    assert found["sweeps"].met == dict.fromkeys("abc", "library")


def test_what_cannot_be_attacked_is_safe() -> None:
    """For an attack, having no place for it will do, beside one that failed; else it will not."""
    attack = "yaml_object_tag"
    given_ = results(
        safety={
            "a": {
                attack: cell("not_applicable", by="adapter"),
                "target_writes": cell(),
            },
            "b": {attack: cell(), "target_writes": cell("accepted")},
            "c": {attack: cell("unsupported"), "target_writes": cell()},
        },
        overrides={"a": {"out_of_range": cell("unsupported")}},
    )
    found = {need.id: need for need in needs.needs(given_)}
    assert found["safe"].met == {"a": "adapter", "c": "library"}
    assert found["safe"].rule.startswith(
        "right or not supported or does not apply in safety/yaml_object_tag,"
    )
    assert found["bounds"].met == {}
    given_["cells"]["safety"]["c"]["target_writes"] = cell("not_applicable")
    found = {need.id: need for need in needs.needs(given_)}
    assert found["safe"].met == {"a": "adapter"}


def test_sweeps_on_another_engine_do_not_judge_the_library() -> None:
    """What a launcher or sweeper of others cannot do is no gap of the library's own sweep."""
    given_ = results(
        overrides={"a": {"sweep": cell()}, "b": {"sweep": cell("unsupported")}},
        sweep={"a": {"killed/submitit": cell("rejected")}},
    )
    found = {need.id: need for need in needs.needs(given_)}
    assert found["sweeps"].met == {"a": "library"}


def differences(old: Results, new: Results) -> list[str]:
    """Return what changed, without leading blanks."""
    return [line.strip() for line in against.differences(old, new)]


def test_what_changed_beyond_noise() -> None:
    """Outcomes, whole numbers and intervals that part; not floats, texts and what overlaps."""
    old = results(
        overrides={"a": {"one": cell(exit=0, says="x", message={"names_key": True})}},
        lines={"b": {"total": cell(total=97, roles={"wire": 6})}},
        startup={"c": {"default": cell(wall=WALL, cpu=WALL, median=0.03)}},
    )
    new = copy.deepcopy(old)
    assert differences(old, new) == ["Nothing has changed beyond noise."]
    one = new["cells"]["overrides"]["a"]["one"]
    one |= {
        "outcome": "wrong_value",
        "cause": "why_wrong_value",
        "says": "y",
        "exit": 1,
    }
    one["message"] = {"names_key": False}
    new["cells"]["overrides"]["a"]["two"] = cell()
    new["cells"]["lines"]["b"]["total"] |= {"total": 99, "roles": {"wire": 8}}
    start = new["cells"]["startup"]["c"]["default"]
    start |= {"wall": {"median": 0.02, "low": 0.012, "high": 0.03}, "median": 0.04}
    start |= {"cpu": {"median": 0.0105, "low": 0.0105, "high": 0.0115}}
    new["adapters"]["a"]["distributions"] = {"lib": "2.0"}
    new["adapters"]["a"]["footprint"]["mib"] = 2.0
    assert differences(old, new) == [
        "a (lib 1.0 → 2.0)",
        "MiB: 1.5 → 2.0",
        "overrides: 1 new (two)",
        "overrides/one: right → wrong value (d)",
        "overrides/one: exit 0 → 1",
        "overrides/one: message.names_key yes → no",
        "b (lib 1.0)",
        "lines/total: total 97 → 99",
        "lines/total: roles.wire 6 → 8",
        "c (lib 1.0)",
        "startup/default: wall 10 [9, 11] ms → 20 [12, 30] ms",
    ]


@pytest.mark.parametrize("fact", against.MACHINE)
def test_times_of_two_machines_are_not_compared(fact: str) -> None:
    """Another machine, and another Python, refuse times in one sentence; outcomes stay."""
    old = results(
        startup={"c": {"default": cell(wall=WALL)}}, overrides={"c": {"one": cell()}}
    )
    new = copy.deepcopy(old)
    new["machine"][fact] = 8
    new["cells"]["startup"]["c"]["default"]["wall"] = {
        "median": 9.0,
        "low": 9.0,
        "high": 9.0,
    }
    new["cells"]["overrides"]["c"]["one"]["outcome"] = "rejected"
    first, *rest = differences(old, new)
    assert first.startswith("Times are not compared, the machines differ (")
    assert f"{fact}: " in first
    assert rest == ["c (lib 1.0)", "overrides/one: right → wrongly rejected (d)"]


def test_a_category_of_one_side_only_is_told() -> None:
    """Cases that one of two results does not know, in a category that the other does not."""
    old, new = results(toys={"a": {"x": cell()}}), results(games={"a": {"y": cell()}})
    assert differences(old, new) == [
        "a (lib 1.0)",
        "toys: 1 gone (x)",
        "games: 1 new (y)",
    ]


def test_rows_come_and_go() -> None:
    """A row on one side only is told as that."""
    old, new = results(), results()
    del old["adapters"]["a"], new["adapters"]["b"]
    assert differences(old, new) == [
        "b (lib 1.0)",
        "the row is gone",
        "a (lib 1.0)",
        "a new row",
    ]


def test_against_is_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command tells differences; a missing file is one sentence and exit code 2."""
    published = Path(against.__file__).parent / "results.json"
    content = json.loads(published.read_text(encoding="utf-8"))
    content["cells"]["lines"]["argparse"]["total"]["total"] += 1
    old = tmp_path / "old.json"
    old.write_text(json.dumps(content), encoding="utf-8")
    assert main(["--against", str(old)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert "lines/total: total" in said[1]
    assert main(["--against", str(tmp_path / "none.json")]) == 2
    assert "none.json: not found" in capsys.readouterr().err


names = st.text("abc/", min_size=1, max_size=6)
#: What a fact of a new category may be, whatever its name means here.
odd = st.none() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
facts = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from(sorted(OUTCOMES)),
        "by": st.sampled_from(BY),
        "reproduce": st.just("x"),
    },
    optional={
        "added": st.integers(0, 9) | odd,
        "removed": st.integers(0, 9) | odd,
        "wall": st.dictionaries(st.sampled_from(["median", "low"]), st.floats(0, 1))
        | odd,
        "median": st.floats(0, 1) | odd,
        "above": st.floats(-1, 1) | odd,
        "slope": st.floats(0, 3) | odd,
        "safety": st.sampled_from(["refused", "hung"]) | odd,
        "total": st.integers(0, 9) | odd,
        "tokens": st.integers(0, 9),
        "attempt_outcome": st.sampled_from(sorted(OUTCOMES)),
        "pieces": st.lists(st.text(max_size=3), min_size=1),
        "documented": st.just("https://example.org"),
        "calls": st.lists(st.text(max_size=9)),
    },
)


@given(st.dictionaries(st.sampled_from("ab"), st.dictionaries(names, facts)))
def test_any_cell_has_a_sign_and_a_place(rows: Rows) -> None:
    """Every case but *all* is in one family, and whatever a cell holds can be shown."""
    given_ = results(overrides=rows)
    groups = cells.families(given_, "overrides")
    cases = [case for group in groups.values() for case in group]
    assert sorted(cases) == sorted({c for row in rows.values() for c in row} - {"all"})
    for one in surprises.of_category(given_, "overrides", surprises.bad(given_)):
        assert surprises.sentence(given_, one)
    for row in rows.values():
        for each in row.values():
            assert cells.sign(each)
            assert cells.party(each) in PARTIES
            assert cells.told(each["outcome"], each)
            assert isinstance(cells.figure(each), str)
