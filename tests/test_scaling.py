"""The scaling axis: generated programs prove themselves; judgements on stated facts."""

import json
import math
from pathlib import Path

import pytest
from benchmarks.axes import scaling
from benchmarks.axes.scaling import Hot, Plan, Program, Programs, generator, settings
from benchmarks.axes.startup import CONTROL_NAME, Samples, Start
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry, reproducing
from benchmarks.errors import BenchError
from benchmarks.paths import ADAPTERS, CONTROL
from benchmarks.process import Finished
from benchmarks.registry import Adapter

ROWS = [*registry.names(), CONTROL_NAME]


def made_by(row: str) -> scaling.Generator:
    """Return the generator of a row, or of the control."""
    folder = CONTROL.parent if row == CONTROL_NAME else ADAPTERS / row
    return generator(folder / "scaling.py")


@pytest.mark.parametrize("row", ROWS)
def test_a_generated_program_shows_every_setting(row: str, tmp_path: Path) -> None:
    """With one override (the control: none) all ten settings are printed as meant, types too."""
    programs = Programs({row: made_by(row)}, tmp_path)
    action = "load" if row == CONTROL_NAME else "override"
    start = programs.start(f"{row} {action} 10")
    assert start.fault is None
    assert min(start.cpu, start.wall) > 0


@pytest.mark.parametrize("row", ROWS)
def test_the_statements_of_a_hot_loop_do_what_they_say(
    row: str, tmp_path: Path
) -> None:
    """Read, write, export and copy are proved on the row's own object before they are timed."""
    hot = Programs({row: made_by(row)}, tmp_path).hot(row)
    assert hot.fault is None
    assert hot.seconds.keys() == {"empty", *scaling.OPERATIONS}
    assert hot.plain


def finished(
    stdout: str, code: int = 0, exceeded: str | None = None, stderr: str = ""
) -> Finished:
    """Return a run of 0.2 s that printed something."""
    return Finished(("x",), code, exceeded, stdout, stderr, 100.0, 0.2, 0.15)


EXPECTED = "{'count_0': 0, 'rate_1': 1.5}\n"


@pytest.mark.parametrize(
    ("stdout", "fault"),
    [
        (EXPECTED, None),
        ("{'count_0': 0, 'rate_1': 2.5}\n", "rate_1 is 2.5, expected 1.5"),
        ("{'count_0': 0.0, 'rate_1': 1.5}\n", "count_0 is 0.0, expected 0"),
        ("{'count_0': False, 'rate_1': 1.5}\n", "count_0 is False, expected 0"),
        ("{'count_0': '0', 'rate_1': 1.5}\n", "count_0 is '0', expected 0"),
        ("{'count_0': 0}\n", "1 settings, expected 2"),
        (f"noise\n{EXPECTED}", "printed no settings"),
        (f"{EXPECTED}\n", "more than its settings"),
        ("", "printed no settings"),
    ],
)
def test_a_time_needs_the_settings_that_were_meant(
    stdout: str, fault: str | None
) -> None:
    """What prints other settings, other types or anything besides has a fault and no time."""
    start = scaling.judge(Program(("x",), "load", EXPECTED), finished(stdout))
    assert (start.fault is None) == (fault is None)
    assert (fault or "") in (start.fault or "")
    assert start.wall == (0.2 if fault is None else 0.0)


def test_ends_of_a_run_are_told() -> None:
    """Cut off, refused and silent runs have no time, each with its own words."""
    load = Program(("x",), "load", EXPECTED)
    cut = scaling.judge(load, finished("", -15, exceeded="time"))
    assert cut.fault == scaling.CUT == "cut off at 10 s"
    refused = scaling.judge(load, finished("", 2, stderr="error: no such flag\n"))
    assert refused.fault == "exit 2: error: no such flag"
    silent = scaling.judge(Program(("x",), "help"), finished(""))
    assert silent.fault == "--help printed nothing"


#: Deliberately wrong generators: what is replaced in argparse's, and where it shows.
WRONG = {
    "strings for numbers": ("type={type(value).__name__}", "type=str", "override/10"),
    "drops the last setting": ("for key, value in settings.items():",
        "for key, value in list(settings.items())[:9]:", "load/10"),
    "the wrong default": ("default={value!r}", "default={value!r} * 2", "load/10"),
    "sets another setting": ("return [_flag(key), str(value)]",
        'return ["--count-0", str(value)]', "override/10"),
    "reads the written value wrongly": ('"write": f"cfg.{key} = {value!r}"',
        '"write": f"cfg.x = {value!r}"', "hot_loop"),
    "exports half of it": ("dict(vars(cfg))", "dict(list(vars(cfg).items())[:9])", "hot_loop"),
    "copies nothing": ("copy.deepcopy(cfg)", "cfg", "hot_loop"),
    "does not parse": ("import argparse", "import argparse)", "load/10"),
}  # fmt: skip


def with_generator(folder: Path, text: str | None) -> Adapter:
    """Return an adapter whose generator is ``text``."""
    folder.mkdir()
    (folder / "train.py").touch()
    toml = (ADAPTERS / "argparse" / "adapter.toml").read_text(encoding="utf-8")
    (folder / "adapter.toml").write_text(toml, encoding="utf-8")
    if text is not None:
        (folder / "scaling.py").write_text(text, encoding="utf-8")
    return registry.read(folder)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_generator_gets_a_fault_and_no_time(name: str, tmp_path: Path) -> None:
    """Each way to be wrong shows in its cell; the cell has no time."""
    old, new, case = WRONG[name]
    source = (ADAPTERS / "argparse" / "scaling.py").read_text(encoding="utf-8")
    assert source.count(old) == 1
    adapter = with_generator(tmp_path / "wrong", source.replace(old, new))
    plan = Plan({"load": {10: 1}, "override": {10: 1}}, rounds=2)
    cell = scaling.measure_all([adapter], plan, lambda _: None)["wrong"][case]
    assert cell["outcome"] == "broken"
    assert cell["cause"] == "unexplained"
    assert "median" not in cell
    assert "read" not in cell


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "not found"),
        ("import no_such_module", "cannot be loaded"),
        ("files = read = words = hot = None", "has no 'BY_HAND'"),
    ],
)
def test_a_row_without_a_generator_says_so(
    text: str | None, sentence: str, tmp_path: Path
) -> None:
    """A missing, failing or incomplete generator is one sentence in the row; others go on."""
    adapter = with_generator(tmp_path / "odd", text)
    found = scaling.measure_all([adapter], Plan({"load": {10: 1}}), lambda _: None)
    assert sentence in found["odd"]["all"]["detail"]
    assert found[CONTROL_NAME]["load/10"]["outcome"] == "right"


PLAN = Plan({"load": {10: 2, 100: 2, 1_000: 2}, "help": {100: 2}}, rounds=2)


def machine(name: str) -> Start:
    """Return stated times: half a second, and a millisecond a setting; a bare one half of it."""
    row, _, count = name.split()
    if row == scaling.BARE:
        return Start(0.25, 0.25)
    if name == "slow load 1000":
        return Start(fault=scaling.CUT)
    spent = 0.5 + int(count) / 1_000
    return Start(spent, spent)


def test_cells_from_stated_times() -> None:
    """Above the bare interpreter, linear in the settings; what was cut off is a cell too."""
    ticks: list[int] = []
    rows = [CONTROL_NAME, "row", "slow"]
    samples = scaling.measure(rows, machine, PLAN, ticks.append)
    cells = scaling.cells("row", samples, ["help"], {"row help 100": 99}, PLAN)
    assert cells.keys() == {"load/10", "load/100", "load/1000", "help/100"}
    assert cells["load/100"]["above"] == pytest.approx(0.35)
    assert cells["load/1000"]["slope"] == pytest.approx(1.0)
    assert "slope" not in cells["load/100"]
    assert (cells["help/100"]["by"], cells["help/100"]["named"]) == ("hand", 99)
    slow = scaling.cells("slow", samples, [], {}, PLAN)["load/1000"]
    assert (slow["outcome"], slow["cut"]) == ("broken", 10)
    assert "median" not in slow
    # the control's help is never asked for
    assert "control help 100" not in samples


def test_rounds_mix_all_rows_and_sizes() -> None:
    """Each round runs every contestant once, in another order; one start of each is unstored."""
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return machine(name)

    scaling.measure(["a", "b"], start, Plan({"load": {10: 3, 100: 3}}), lambda _: None)
    assert sorted(started[:2]) == ["a load 10", "b load 10"]
    rounds = [started[2 + at : 8 + at] for at in (0, 6, 12)]
    everyone = sorted(
        f"{row} load {count}" for row in ("a", "b", "bare") for count in (10, 100)
    )
    assert all(sorted(each) == everyone for each in rounds)
    assert rounds[0] != rounds[1]


def test_the_progress_is_told_as_planned() -> None:
    """The number of starts told beforehand is the number of starts made."""
    adapters = registry.find_all(["argparse", "hydra"])
    rows = [CONTROL_NAME, "argparse", "hydra"]
    ticks: list[int] = []
    scaling.measure(rows, machine, scaling.FULL, ticks.append)
    scaling.measure_hot(rows, lambda _: Hot({}), scaling.FULL, ticks.append)
    assert sum(ticks) == scaling.starts_planned(adapters, scaling.FULL)


@given(
    st.floats(0, 10),
    st.floats(1e-4, 1),
    st.lists(st.floats(0, 1e-6), min_size=3, max_size=3),
)
def test_linear_growth_has_slope_one(
    base: float, each: float, noise: list[float]
) -> None:
    """Whatever a start costs, seconds that grow with the settings have slope 1."""
    measured = {
        count: [base + each * count + more for more in noise]
        for count in (10, 100, 1_000)
    }
    assert scaling.slopes(measured) == {1_000: pytest.approx(1.0, abs=1e-3)}


def test_quadratic_growth_has_slope_two_and_noise_none() -> None:
    """Squares give 2; what does not grow beyond the spread of its samples gives nothing."""
    squares = {count: [0.3 + 1e-6 * count**2] for count in (10, 100, 1_000, 10_000)}
    assert scaling.slopes(squares)[10_000] == pytest.approx(2.0, abs=0.02)
    flat = {10: [0.3, 0.4], 100: [0.35, 0.36], 1_000: [0.36, 0.37]}
    assert scaling.slopes(flat) == {}
    assert scaling.slopes({}) == scaling.slopes({10: [1.0], 100: [2.0]}) == {}


def test_the_empty_loop_is_taken_off() -> None:
    """A cell of a hot loop is the paired difference to the empty loop of the same process."""
    hot = [
        Hot({"empty": empty, **dict.fromkeys(scaling.OPERATIONS, empty + 3e-9)})
        for empty in (1e-9, 9e-9, 2e-9)
    ]
    cell = scaling.hot_cell("row", hot, {"read": "cfg.x"})
    assert cell["read"]["low"] == pytest.approx(cell["read"]["high"])
    assert cell["read"]["median"] == pytest.approx(3e-9)
    failed = scaling.hot_cell("row", [*hot, Hot(fault="exit 1: no")], {})
    assert (failed["outcome"], failed["detail"]) == ("broken", "exit 1: no")


def test_containers_of_the_library_are_told() -> None:
    """An export that leaves containers of another class than dict and list is marked."""
    sections = settings(scaling.HOT_SIZE)
    section, key = scaling.target(sections)
    said = {
        "read": sections[section][key],
        "kept": sections[section][key],
        "written": scaling.OVERRIDDEN,
        "leaves": {k: str(v) for keys in sections.values() for k, v in keys.items()},
        "plain": False,
        "seconds": {},
    }
    assert scaling.judge_hot(finished(json.dumps(said)), sections).plain is False
    assert scaling.judge_hot(finished("no JSON"), sections).fault


@given(st.integers(1, 300))
def test_settings_are_as_many_as_asked_in_sections_of_ten(count: int) -> None:
    """Names are unique over all sections, all four types occur, an int can be overridden."""
    sections = settings(count)
    keys = [key for section in sections.values() for key in section]
    assert len(keys) == len(set(keys)) == count
    assert len(sections) == math.ceil(count / 10)
    section, key = scaling.target(sections)
    assert type(sections[section][key]) is int


def test_reproduce_measures_one_cell_and_refuses_an_unknown_one() -> None:
    """Only what the cell needs is measured; a cell that is none is one sentence."""
    argparse = registry.find("argparse")
    ((case, cell),) = scaling.reproduce(argparse, "load/10")
    assert (case, cell["outcome"]) == ("load/10", "right")
    for wrong in ("load/11", "loading/10", "hot"):
        with pytest.raises(BenchError, match="no scaling cell"):
            list(scaling.reproduce(argparse, wrong))


def test_two_times_of_few_samples_are_shown_side_by_side() -> None:
    """The outcome decides; the times of three samples have no interval to compare."""
    fresh = {"outcome": "right", "above": 0.0213}
    same, said = reproducing.compare("scaling", fresh, fresh | {"above": 0.02})
    assert same
    assert "21.3 and 20.0 ms" in said
    cut = {"outcome": "broken", "cut": 10.0}
    assert not reproducing.compare("scaling", fresh, cut)[0]


def test_a_control_that_cannot_run_publishes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the bare interpreter's time the axis ends in one sentence."""
    monkeypatch.setattr(Programs, "start", lambda *_: Start(fault="no"))
    with pytest.raises(BenchError, match="python -c pass could not be timed: no"):
        scaling.measure_all([], Plan({"load": {10: 1}}), lambda _: None)


def test_samples_have_one_place() -> None:
    """A name that was not planned has no cell."""
    samples = {
        "row load 10": Samples([1.0], [1.0]),
        "bare load 10": Samples([0.5], [0.5]),
    }
    assert scaling.cells("row", samples, [], {}, PLAN).keys() == {"load/10"}
