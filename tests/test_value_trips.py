"""Round trip of single values: arrival and return judged apart, on stated records and for real."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.categories.roundtrip import CATEGORY
from benchmarks.categories.roundtrip.holding import holding
from benchmarks.categories.roundtrip.value_judging import (
    Ground,
    Refused,
    Travelled,
    judge,
    settled,
    strays,
)
from benchmarks.categories.roundtrip.value_trips import Traveller
from benchmarks.categories.roundtrip.values import Value, batches, sample, values
from benchmarks.cli import main
from benchmarks.dialect import load
from benchmarks.errors import UnsupportedError
from benchmarks.judging import judge_value
from benchmarks.outcomes import Outcome
from benchmarks.rerun import Trip
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.process import Finished
from tests.cells import measured
from tests.miniatures import build


def value(table: str, name: str, setting: str, plain: object) -> Value:
    """Return a value that is given to a setting."""
    return Value(
        f"values/{table}/{name}",
        table=table,
        setting=setting,
        plain=plain,
        wanted=parse(repr(plain)),
    )


SEED = value("int", "seven", "seed", 7)
NAME = value("string", "x", "run_name", "x")
PART = "Adam(lr=0.1)"
GROUND: Record = {
    "seed": parse("42"),
    "run_name": parse("'baseline'"),
    "optimizer": parse(PART),
}


SEVEN = GROUND | {"seed": parse("7")}


def probe(record: Record | None, code: int = 0, says: str = "") -> Probe:
    """Return a run with this record and this end."""
    finished = Finished((), code, None, "", says, 0.0, 0.0, 0.0)
    return Probe("a", (), (record,) if record else (), finished, ())


def trip(first: str | None, second: str | None, **also: str) -> Trip:
    """Return a trip of the seed; ``also`` changes other settings of the restoration."""
    beside = {name: parse(text) for name, text in also.items()}
    one = probe(
        GROUND | {"seed": parse(first)} if first else None, 0 if first else 2, "no"
    )
    two = (
        probe(GROUND | {"seed": parse(second)} | beside)
        if second
        else probe(None, 2, "no")
    )
    return Trip(one, {}, two if first else None)


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ("7", "7", Outcome.RIGHT),
        ("7", "7.0", Outcome.TYPE_CHANGED),
        ("(0.5, 0.5)", "[0.5, 0.5]", Outcome.TYPE_CHANGED),
        ("{'a': 1}", "{'a': 1.0}", Outcome.TYPE_CHANGED),
        ("7", "'7'", Outcome.WRONG_VALUE),
        ("'a'", "'b'", Outcome.WRONG_VALUE),
        ("Adam(lr=0.1)", "AdamW(lr=0.1)", Outcome.WRONG_VALUE),
        ("Adam(lr=0.1)", "Adam(lr=0.1)", Outcome.RIGHT),
        ("Adam(lr=1.0)", "Adam(lr=1)", Outcome.TYPE_CHANGED),
        ("Adam(lr=0.0)", "Adam(lr=-0.0)", Outcome.WRONG_VALUE),
        ("0.0", "-0.0", Outcome.WRONG_VALUE),
        ("[-0.0]", "[0.0]", Outcome.WRONG_VALUE),
        ("float('nan')", "float('nan')", Outcome.RIGHT),
        ("[1, 2]", "[2, 1]", Outcome.WRONG_VALUE),
    ],
)
def test_one_value_against_another(before: str, after: str, outcome: Outcome) -> None:
    """Equal, of another type, or another value; a lost sign is another value."""
    judged = judge_value(parse(before), parse(after), "came back")
    assert judged.outcome is outcome


def alone(trip: Trip) -> Travelled:
    """Return the facts of a trip that carried the seed alone."""
    return Travelled(trip, Ground(GROUND, {}), (SEED,), {})


@pytest.mark.parametrize(
    ("seen", "arrival", "outcome"),
    [
        (trip("7", "7"), "right", "right"),
        (trip("7", "8"), "right", "wrong_value"),
        (trip("7", "7.0"), "right", "type_changed"),
        (trip("7", None), "right", "rejected"),
        # What arrived wrongly and came back so is no fault of saving.
        (trip("'7'", "'7'"), "wrong_value", "right"),
        (trip("7.0", "7.0"), "type_changed", "right"),
        (trip("7.0", "7"), "type_changed", "type_changed"),
        (trip(None, None), "rejected", "rejected"),
        # A value that changes another setting on its way back has not come back alone.
        (trip("7", "7", run_name="'other'"), "right", "wrong_value"),
        (trip("7", "7", optimizer="AdamW(lr=0.1)"), "right", "wrong_value"),
        # Exit 0 without training is no refusal, on either way.
        (Trip(probe(None, 0)), "broken", "broken"),
        (Trip(probe(SEVEN), {}, probe(None, 0)), "right", "broken"),
        (Trip(probe(SEVEN, 3, "no"), {}, probe(GROUND)), "late", "wrong_value"),
    ],
)  # fmt: skip
def test_arrival_and_return_are_judged_apart(
    seen: Trip, arrival: str, outcome: str
) -> None:
    """The round trip is that of what arrived."""
    judged = judge(SEED, alone(seen))
    assert (judged.arrival, judged.outcome) == (arrival, outcome)


def test_a_part_of_another_class_strays() -> None:
    """Where every argument is the same, the class alone tells that a value changed a part."""
    other = GROUND | {"optimizer": parse("AdamW(lr=0.1)")}
    assert strays([GROUND, GROUND | {"seed": parse("7")}], [SEED]) == []
    assert strays([GROUND, other], [SEED]) == ["optimizer"]
    arrived = Trip(probe(other | {"seed": parse("7")}))
    judged = judge(SEED, alone(arrived))
    assert judged.arrival is Outcome.WRONG_VALUE
    assert "optimizer changed as well" in judged.detail


def test_only_what_needs_no_second_look_is_settled() -> None:
    """A value that came back right needs no trip of its own, even if its type had changed."""
    assert settled(SEED, alone(trip("7", "7")))
    assert settled(SEED, alone(trip("7.0", "7.0")))
    assert not settled(SEED, alone(trip("'7'", "'7'")))
    assert not settled(SEED, alone(trip("7", "8")))
    assert not settled(SEED, alone(trip("7.0", "7")))


def test_a_value_without_a_spelling_is_typed_all_the_same() -> None:
    """Refused in all ways, it is refused; what arrived otherwise is told, with the reason."""
    refused = replace(alone(trip(None, None)), unspelt="no way")
    in_file = replace(
        refused, command={"command": "--config a.ini", "files": {"a.ini": ""}}
    )
    judged = judge(SEED, Refused("no way", (refused, in_file)))
    assert judged.outcome is Outcome.REJECTED
    assert (judged.arrival, judged.gap) == (Outcome.REJECTED, None)
    says = "refused, exit 2: no"
    assert (
        judged.detail == f"no way; typed all the same: {says}; in a config file: {says}"
    )
    told = {"outcome": "rejected", "detail": says}
    assert judged.facts == {
        "setting": "seed",
        "asked": "7",
        **refused.command,
        "attempts": [{**refused.command, **told}, {**in_file.command, **told}],
    }

    other = judge(SEED, replace(alone(trip("8", "8")), unspelt="no way"))
    assert (other.arrival, other.outcome) == (Outcome.WRONG_VALUE, Outcome.RIGHT)
    assert other.detail.endswith("; there is no spelling: no way")
    # A reason that proves wrong leaves no trace: the value arrived.
    assert judge(SEED, replace(alone(trip("7", "7")), unspelt="no way")) == judge(
        SEED, alone(trip("7", "7"))
    )


def test_a_value_without_a_spelling_goes_by_a_file(tmp_path: Path) -> None:
    """What the command line cannot say, a file may."""
    case = "values/dict/key_with_dot"
    cell = measured(CATEGORY, registry.find("configparser"), case)[case]
    assert (cell["outcome"], cell["arrival"]) == ("right", "right")
    assert cell["spelling"] == "in a config file"
    assert cell["command"].endswith(" --config value.ini")
    assert "not.seen = 0.5" in cell["files"]["value.ini"]
    # Without templates there is nothing near: that says nothing of the library.
    case = "values/float/nan"
    cell = measured(CATEGORY, registry.read(build("flawless", tmp_path)), case)[case]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "missing")


def test_the_lines_that_hold_a_value() -> None:
    """Changed lines only, each with the setting that was named last before it."""
    before = {"c.yaml": "seed: 42\nrun_name: baseline\ntags: []\n"}
    after = {"c.yaml": "seed: 7\nrun_name: 'x\n\n  y'\ntags: []\n"}
    both = [SEED, NAME]
    assert holding(SEED, both, before, after) == "seed: 7"
    assert holding(NAME, both, before, after) == "run_name: 'x\n\n  y'"
    # A value that is the default changes nothing: its line is quoted all the same.
    assert holding(SEED, [SEED], after, after) == "seed: 7"


@given(st.lists(st.sampled_from(["seed", "run_name", "tags"]), max_size=30))
def test_batches_hold_each_value_once_and_each_setting_once(
    settings: list[str],
) -> None:
    """As few batches as the setting with the most values needs."""
    chosen = [
        value("int", str(number), setting, number)
        for number, setting in enumerate(settings)
    ]
    made = list(batches(chosen))
    assert sorted(v.name for batch in made for v in batch) == sorted(
        v.name for v in chosen
    )
    assert all(len({v.setting for v in batch}) == len(batch) for batch in made)
    assert len(made) == max((settings.count(each) for each in settings), default=0)


def test_the_fast_sample_has_every_kind() -> None:
    """A fifth of the values, and no kind without any."""
    every = list(values().values())
    chosen = sample(every)
    assert {each.table for each in chosen} == {each.table for each in every}
    assert len(every) / 5 <= len(chosen) < len(every) / 3
    assert sample(every, 1) == every


def test_a_common_trip_judges_as_single_trips_do() -> None:
    """The same from one batch and from trips of their own; a refused value spoils no other."""
    traveller = Traveller(registry.find("argparse"))
    cases = ["int/above_2_63", "string/newline", "list/with_comma", "dict/key_with_dot"]
    chosen = [values()[f"values/{case}"] for case in cases]
    # argparse ends the options of a run at an unknown choice: the batch is refused and halved.
    bad = value("enum", "none", "precision", "FP8")
    together = dict(traveller.together([*chosen, bad]))
    seen = {
        name: facts for name, facts in together.items() if isinstance(facts, Travelled)
    }
    assert judge(bad, seen[bad.name]).arrival is Outcome.REJECTED
    assert [len(seen[each.name].batch) for each in chosen] == [2, 2, 1, 1]
    for each in chosen:
        alone = traveller.alone(each)
        assert isinstance(alone, Travelled)
        judged = judge(each, replace(alone, spelling=None))
        assert judge(each, replace(seen[each.name], spelling=None)) == judged
        assert judged.outcome is Outcome.RIGHT


def test_a_fault_of_one_spelling_is_that_of_one_value(tmp_path: Path) -> None:
    """A dialect that fails for one setting leaves the others of its batch measured."""
    folder = build("flawless", tmp_path)
    path = folder / "dialect.py"
    text = path.read_text(encoding="utf-8")
    faulty = "    if path == 'tags':\n        return path[99]\n"
    first = "    if isinstance(value, float)"
    path.write_text(text.replace(first, faulty + first), encoding="utf-8")
    cases = ("values/int/zero", "values/list/order", "values/bool/no")
    cells = measured(CATEGORY, registry.read(folder), *cases)
    assert [cell["outcome"] for cell in cells.values()] == [
        "right",
        "unmeasured",
        "right",
    ]
    assert "dialect.py: spell('tags', " in cells["values/list/order"]["detail"]


def test_every_cause_names_a_cell_that_there_is() -> None:
    """A cause for a value that was renamed would explain nothing."""
    arrivals = {f"arrival/{case}" for case in values()}
    trips = {f"roundtrip/{case}" for case in values()}
    for adapter in registry.find_all():
        for cell in adapter.causes:
            head, _, case = cell.partition("/")
            if head == "arrival" or case.startswith("values/"):
                stem = cell.removesuffix("*")
                assert any(each.startswith(stem) for each in arrivals | trips), cell


def test_every_value_can_be_spelt_by_some_row() -> None:
    """A value that no row can be given would be a hole in the table."""
    dialects = [load(row) for row in registry.find_all()]
    for dialect in dialects:
        dialect.ahead([(each.setting, each.plain) for each in values().values()])
    for each in values().values():
        spelt = 0
        for dialect in dialects:
            try:
                spelt += bool(dialect.spell(each.setting, each.plain))
            except UnsupportedError:
                continue
        assert spelt or each.name == "values/dict/fewer_keys", each.name


def test_a_malformed_file_is_named(tmp_path: Path) -> None:
    """A kind without settings is refused with the file's name."""
    path = tmp_path / "values.toml"
    path.write_text("[int]\nvalues = {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="int: expected 'settings'"):
        values(path)


def test_reproduce_shows_the_bytes_and_the_value(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One value afresh, from the command line."""
    main(["reproduce", "roundtrip/argparse/values/float/tiny"])
    out = capsys.readouterr().out
    assert re.search(r'bytes +"[a-z_]+": 1e-10,', out)
    assert "came_back  1e-10" in out
    assert main(["reproduce", "roundtrip/argparse/values/float/tinny"]) == 2
    assert "values/float/tiny" in capsys.readouterr().err
