"""Miniatures through the axes: each fault shows on the axis that measures it, and on no other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import paired, registry, runs
from benchmarks.axes import lines, overrides, roundtrip, startup
from benchmarks.axes.startup import Contestants, Plan, Samples, measure
from benchmarks.registry import Adapter
from tests.miniatures import build

#: Override cells that the miniatures are looked at by: the flawless one by all of them.
SAMPLE = (
    *("nested_int", "float_exponent", "bool_off", "string_plain", "list_replaced"),
    *("dict_entry_added", "choice_and_member", "member_before_choice"),
    *("siblings_survive", "scheduler_off", "preset_and_member", "file_and_override"),
    *("rerun_with_change", "composed_in_python", "help_explains", "misspelt_key"),
    *("misspelt_choice", "wrong_type", "misspelt_key_in_file", "missing_required"),
)

#: One that is wrong everywhere is looked at in a few cells: each is trained for real.
FEW = {
    "prints_success_and_trains_the_default": (
        *("nested_int", "string_plain", "scheduler_off", "misspelt_key"),
    )
}

#: Miniature -> axis -> the cells that are not right, with their outcome (or the flag's name).
#: Where one fault shows on two axes, the comment says why.
TABLE: dict[str, dict[str, dict[str, str]]] = {
    "flawless": {},
    "sleeps_at_import": {"startup": {"default": "slower"}},
    # Torch before the config is ready costs time, and is marked as what it is.
    "imports_torch_early": {"startup": {"default": "imports torch"}},
    "reports_ready_too_early": {"startup": {"default": "broken"}},
    "hides_code_as_help": {"lines": {"total": "hidden"}},
    "declares_a_gap_that_is_none": {"overrides": {"nested_int": "false declaration"}},
    # Half a file is found by whoever restores it: every setting, and the headline.
    "saves_half_a_file": {
        "roundtrip": {"*": "loud"},
        "overrides": {"rerun_with_change": "loud"},
    },
    # The weights are equal without the tags: the record alone tells.
    "saves_no_tags": {"roundtrip": {"run": "silent", "first/tags": "silent"}},
    "forgets_an_override": {"overrides": {"string_plain": "silent"}},
    # Training refuses a string for a number; with its rate a string it does not even get there,
    # for the bound is compared with a number.  A saved string is no number to whoever restores it.
    "turns_values_into_strings": {
        "overrides": {
            "nested_int": "late",
            "float_exponent": "loud",
            "bool_off": "late",
            "choice_and_member": "late",
            "member_before_choice": "late",
            "siblings_survive": "late",
            "preset_and_member": "loud",
            "file_and_override": "late",
            "rerun_with_change": "loud",
            "composed_in_python": "late",
        },
        "roundtrip": {"*": "loud"},
    },
    "resets_siblings_on_a_choice": {
        "overrides": {"member_before_choice": "silent", "siblings_survive": "silent"}
    },
    "prints_success_and_trains_the_default": {
        "overrides": {
            "nested_int": "silent",
            "string_plain": "silent",
            "scheduler_off": "silent",
        },
        # What belongs to another part than the default one does not reach the core at all; of the
        # rest the default, which was used, comes back.
        "roundtrip": {
            "first/model.n_heads": "loud",
            "first/model.dropout": "loud",
            "first/scheduler.t_max": "loud",
            "first/scheduler.eta_min": "loud",
            "second/data.data_dir": "loud",
            "second/data.file_name": "loud",
        },
    },
    "exits_zero_on_error": {
        "overrides": {"misspelt_key": "silent", "misspelt_key_in_file": "silent"}
    },
    "accepts_misspelt_keys": {
        "overrides": {"misspelt_key": "silent", "misspelt_key_in_file": "silent"}
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all miniatures of the table."""
    made = tmp_path_factory.mktemp("miniatures")
    for name in TABLE:
        build(name, made)
    return made


@pytest.fixture(scope="module")
def started(folder: Path) -> dict[str, Samples]:
    """Return the starts of all miniatures, side by side; one of each is enough for most."""
    adapters = [registry.read(folder / name) for name in TABLE]
    start = Contestants(adapters, folder / "twins").start
    once = Plan(rounds=1, starts=1, warm_ups=0)
    samples = measure(list(TABLE), start, once, lambda _: None)
    timed = Plan(rounds=10, starts=3, warm_ups=1)
    return samples | measure(
        ["flawless", "sleeps_at_import"], start, timed, lambda _: None
    )


def flags(cell: dict[str, Any]) -> str | None:
    """Return what is wrong with a cell, in one word, or None."""
    if cell.get("hidden"):
        return "hidden"
    if cell.get("false_declaration"):
        return "false declaration"
    sound = {"right", "unsupported"}
    return None if cell["outcome"] in sound else str(cell["outcome"])


def start_flag(name: str, started: dict[str, Samples]) -> str | None:
    """Return what is wrong with a start: broken, torch, or slower than the flawless one."""
    mine, other = started[name], started["flawless"]
    if mine.fault:
        return "broken"
    if mine.torch:
        return "imports torch"
    if (
        len(mine.wall) != len(other.wall)
        or paired.p_value(mine.wall, other.wall) > paired.ALPHA
    ):
        return None
    # The injected difference is 30 ms; half of it must show even on a busy machine.
    return "slower" if paired.difference(mine.wall, other.wall).median > 0.015 else None


def found(adapter: Adapter, started: dict[str, Samples]) -> dict[str, dict[str, str]]:
    """Return all flags of a miniature by axis and case."""
    measured: dict[str, dict[str, str | None]] = {
        "lines": {"total": flags(lines.measure(adapter))},
        "overrides": dict(override_flags(adapter)),
        "roundtrip": {
            case: flags(cell) for case, cell in roundtrip.measure_all(adapter)
        },
    }
    measured["startup"] = {"default": start_flag(adapter.name, started)}
    flagged = {
        axis: {case: word for case, word in cells.items() if word}
        for axis, cells in measured.items()
    }
    everything = set(measured["roundtrip"])
    if (
        set(flagged["roundtrip"]) == everything
        and len(set(flagged["roundtrip"].values())) == 1
    ):
        flagged["roundtrip"] = {"*": next(iter(flagged["roundtrip"].values()))}
    return {axis: cases for axis, cases in flagged.items() if cases}


def override_flags(adapter: Adapter) -> Iterator[tuple[str, str | None]]:
    """Yield what is wrong with each override cell that is looked at."""
    said, own = overrides.words(adapter), runs.defaults(adapter)
    looked_at = FEW.get(adapter.name, SAMPLE)
    for name, case in overrides.cases().items():
        if name in looked_at or adapter.name == "flawless":
            yield name, flags(overrides.measure(adapter, own, case, said[name]))


@pytest.mark.parametrize("name", TABLE)
def test_a_fault_shows_on_its_axis_and_on_no_other(
    name: str, folder: Path, started: dict[str, Samples]
) -> None:
    """Exactly the expected cells are flagged, with the expected word."""
    assert found(registry.read(folder / name), started) == TABLE[name]


def test_every_axis_can_fail() -> None:
    """No axis without a miniature."""
    axes = {axis for flagged in TABLE.values() for axis in flagged}
    assert axes == {"lines", "overrides", "roundtrip", "startup"}


def test_half_a_file_is_told_by_name(folder: Path) -> None:
    """A saved run that cannot be read names the reason in its cells."""
    adapter = registry.read(folder / "saves_half_a_file")
    cell = roundtrip.measure_headline(adapter)
    assert cell["outcome"] == "loud"
    assert "JSONDecodeError" in cell["detail"]


def test_a_declared_gap_keeps_its_reason(folder: Path, tmp_path: Path) -> None:
    """A task that truly fails stays unsupported, with what the obvious spelling did."""
    adapter = registry.read(build("declares_a_gap_that_is_none", tmp_path))
    path = adapter.folder / "overrides.toml"
    text = path.read_text(encoding="utf-8").replace(
        'reason = ""', 'reason = "it cannot"'
    )
    path.write_text(
        text.replace("model.n_layers=3", "model.n_layerz=3"), encoding="utf-8"
    )
    cell = dict(overrides.measure_all(adapter))["nested_int"]
    assert (cell["outcome"], cell["attempt_outcome"]) == ("unsupported", "loud")
    assert cell["unsupported"].startswith("it cannot")


def test_the_twin_is_a_copy_that_runs_by_itself(folder: Path, tmp_path: Path) -> None:
    """A twin starts from its own folder, configs included."""
    contestants = Contestants([registry.find("hydra")], tmp_path)
    assert contestants.twins == {"hydra+twin": "hydra"}
    assert contestants.start("hydra+twin").fault is None
    assert startup.twinned([registry.read(folder / "flawless")]) == ["flawless"]
