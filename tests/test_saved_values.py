"""Round trip of single values: arrival and return judged apart, on stated records and for real."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.axes import saved_values
from benchmarks.axes.saved_values import (
    Ground,
    Row,
    Trip,
    Value,
    batches,
    holding,
    judge,
    same,
    short,
    values,
)
from benchmarks.cli import main
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome
from benchmarks.process import Finished
from benchmarks.registry import UnsupportedError
from benchmarks.runs import Probe, Record
from benchmarks.values import parse

SEED = Value("int", "seven", "seed", 7, parse("7"))
NAME = Value("string", "x", "run_name", "x", parse("'x'"))
GROUND: Record = {"seed": parse("42"), "run_name": parse("'baseline'")}


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
        ("7", "7.0", Outcome.RETYPED),
        ("(0.5, 0.5)", "[0.5, 0.5]", Outcome.RETYPED),
        ("{'a': 1}", "{'a': 1.0}", Outcome.RETYPED),
        ("7", "'7'", Outcome.SILENT),
        ("0.0", "-0.0", Outcome.SILENT),
        ("[-0.0]", "[0.0]", Outcome.SILENT),
        ("float('nan')", "float('nan')", Outcome.RIGHT),
        ("[1, 2]", "[2, 1]", Outcome.SILENT),
    ],
)
def test_one_value_against_another(before: str, after: str, outcome: Outcome) -> None:
    """Equal, of another type, or another value; a lost sign is another value."""
    assert same(parse(before), parse(after), "came back")[0] is outcome


@pytest.mark.parametrize(
    ("seen", "arrival", "outcome"),
    [
        (trip("7", "7"), "right", "right"),
        (trip("7", "8"), "right", "silent"),
        (trip("7", "7.0"), "right", "retyped"),
        (trip("7", None), "right", "loud"),
        # What arrived wrongly and came back so is no fault of saving.
        (trip("'7'", "'7'"), "silent", "right"),
        (trip("7.0", "7.0"), "retyped", "right"),
        (trip("7.0", "7"), "retyped", "retyped"),
        (trip(None, None), "loud", "loud"),
        # A value that changes another setting on its way back has not come back alone.
        (trip("7", "7", run_name="'other'"), "right", "silent"),
    ],
)
def test_arrival_and_return_are_judged_apart(
    seen: Trip, arrival: str, outcome: str
) -> None:
    """The round trip is that of what arrived."""
    cell = judge(SEED, seen, Ground(GROUND, {}), [SEED])
    assert (cell["arrival"], cell["outcome"]) == (arrival, outcome)


def test_the_lines_that_hold_a_value() -> None:
    """Changed lines only, each with the setting that was named last before it."""
    before = {"c.yaml": "seed: 42\nrun_name: baseline\ntags: []\n"}
    after = {"c.yaml": "seed: 7\nrun_name: 'x\n\n  y'\ntags: []\n"}
    both = [SEED, NAME]
    assert holding(SEED, both, before, after) == "seed: 7"
    assert holding(NAME, both, before, after) == "run_name: 'x\n\n  y'"
    # A value that is the default changes nothing: its line is quoted all the same.
    assert holding(SEED, [SEED], after, after) == "seed: 7"


@given(st.text(), st.integers(20, 60))
def test_a_shortened_text_keeps_its_ends(text: str, limit: int) -> None:
    """Nothing is cut that fits; what is cut tells how much."""
    shown = short(text, limit)
    if len(text) <= limit:
        assert shown == text
    else:
        half = limit // 2
        assert shown.startswith(text[:half])
        assert shown.endswith(text[-half:])
        assert f"…({len(text) - 2 * half})…" in shown


@given(st.lists(st.sampled_from(["seed", "run_name", "tags"]), max_size=30))
def test_batches_hold_each_value_once_and_each_setting_once(
    settings: list[str],
) -> None:
    """As few batches as the setting with the most values needs."""
    chosen = [
        Value("int", str(number), setting, number, parse(str(number)))
        for number, setting in enumerate(settings)
    ]
    made = list(batches(chosen))
    assert sorted(v.case for batch in made for v in batch) == sorted(
        v.case for v in chosen
    )
    assert all(len({v.setting for v in batch}) == len(batch) for batch in made)
    assert len(made) == max((settings.count(each) for each in settings), default=0)


def test_a_common_run_judges_as_single_runs_do() -> None:
    """The same cells from one batch and from runs of their own; a refused value spoils no other."""
    row = Row(registry.find("argparse"))
    cases = ["int/above_2_63", "string/newline", "list/with_comma", "dict/key_with_dot"]
    chosen = [values()[f"values/{case}"] for case in cases]
    # argparse ends the options of a run at an unknown choice: the batch is refused and halved.
    bad = Value("enum", "none", "precision", "FP8", parse("'FP8'"))
    together = dict(row.together([*chosen, bad]))
    assert together[bad.case]["arrival"] == "loud"
    for value in chosen:
        alone = row.alone(value)
        alone.pop("spelling", None)
        assert together[value.case] | {"command": ""} == alone | {"command": ""}
        assert alone["outcome"] == "right"


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
    dialects = [adapter.dialect() for adapter in registry.find_all()]
    for value in values().values():
        spelt = 0
        for dialect in dialects:
            try:
                spelt += bool(dialect.spell(value.setting, value.plain))
            except UnsupportedError:
                continue
        assert spelt or value.case == "values/dict/fewer_keys", value.case


def test_a_malformed_file_is_named(tmp_path: Path) -> None:
    """A kind without settings is refused with the file's name."""
    path = tmp_path / "values.toml"
    path.write_text("[int]\nvalues = {}\n", encoding="utf-8")
    with pytest.raises(BenchError, match="int: expected 'settings'"):
        saved_values.values(path)


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
