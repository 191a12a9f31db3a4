"""Miniatures through the axes: each fault shows on the axis that measures it, and on no other."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks import paired, registry, runs
from benchmarks.axes import (
    change,
    lines,
    overrides,
    roundtrip,
    safety,
    saved_faults,
    startup,
)
from benchmarks.axes.startup import Contestants, Plan, Samples, measure
from benchmarks.registry import Adapter
from tests.miniatures import FLAWLESS, build

#: A whole run shows what any setting shows.
_RUN = {"run": "silent", "run/with_change": "silent", "run/edited": "silent"}

#: Override cells that the miniatures are looked at by: the flawless one by all of them.
SAMPLE = (
    *("nested_int", "float_exponent", "bool_off", "string_plain", "list_replaced"),
    *("dict_entry_added", "choice_and_member", "member_before_choice"),
    *("siblings_survive", "scheduler_off", "preset_and_member", "file_and_override"),
    *("rerun_with_change", "composed_in_python", "help_explains", "misspelt_key"),
    *("misspelt_choice", "wrong_type", "misspelt_key_in_file", "missing_required"),
)

#: Miniature -> axis -> the cells that are not right, with their outcome (or the flag's name).
#: Where one fault shows on two axes, the comment says why.
TABLE: dict[str, dict[str, dict[str, str]]] = {
    "flawless": {},
    "sleeps_at_import": {"startup": {"default": "slower"}},
    # Torch before the config is ready costs time, and is marked as what it is.
    "imports_torch_early": {"startup": {"default": "imports torch"}},
    # Where saving fails, training has begun already.
    "reports_ready_too_early": {
        "startup": {"default": "broken"},
        "roundtrip": {
            "fault/killed": "late",
            "fault/disk_full": "late",
            "fault/not_writable": "late",
        },
    },
    "hides_code_as_help": {"lines": {"total": "hidden"}},
    "declares_a_gap_that_is_none": {"overrides": {"nested_int": "false declaration"}},
    # Half a file is found by whoever restores it: every setting, and the headline.
    "saves_half_a_file": {
        "roundtrip": {
            **dict.fromkeys(["run", "run/with_change", "run/new_default"], "loud"),
            **dict.fromkeys(["run/edited", "first/*", "second/*", "values/*"], "loud"),
            "fault/target_exists": "silent",
        },
        "overrides": {"rerun_with_change": "loud"},
    },
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
        "arrival": dict.fromkeys(["bool", "float", "int", "optional"], "silent"),
        "roundtrip": {
            **dict.fromkeys(["run", "run/with_change", "run/new_default"], "loud"),
            **dict.fromkeys(["run/edited", "first/*", "second/*", "values/*"], "loud"),
            "fault/target_exists": "silent",
        },
    },
    "resets_siblings_on_a_choice": {
        "overrides": {"member_before_choice": "silent", "siblings_survive": "silent"}
    },
    "exits_zero_on_error": {
        "overrides": {"misspelt_key": "silent", "misspelt_key_in_file": "silent"}
    },
    # The weights are equal without the tags: the record alone tells.
    "saves_no_tags": {
        "roundtrip": {
            **_RUN,
            "first/tags": "silent",
            "values/list": "silent",
            # The long run of this case is told by its tags.
            "fault/target_exists": "silent",
        }
    },
    # What was not overridden comes back as it was used: that is no fault of saving.
    "forgets_an_override": {
        "overrides": {"string_plain": "silent"},
        "arrival": {"string": "silent"},
    },
    # What is the default, and what is saved half, comes back all the same.
    "saves_the_defaults": {
        "roundtrip": {
            **_RUN,
            **dict.fromkeys(["first/*", "second/*", "fault/target_exists"], "silent"),
            **{
                f"values/{kind}": "silent"
                for kind in (
                    *("int", "float", "string", "list_of_int", "optional", "enum"),
                    *("tuple", "dict", "path", "list"),
                )
            },
        },
        "overrides": {"rerun_with_change": "silent"},
    },
    "saves_what_it_was_told": {"roundtrip": {"run/new_default": "silent"}},
    "drops_a_key": {
        "roundtrip": {
            **_RUN,
            "first/loss": "silent",
            "first/loss.weights": "silent",
            "values/dict": "silent",
        }
    },
    "loses_types": {
        "roundtrip": {**_RUN, "first/run_name": "silent", "values/string": "silent"}
    },
    "restores_in_another_order": {
        "roundtrip": {
            **_RUN,
            "first/model": "silent",
            "first/model.head_dims": "silent",
            "values/list": "silent",
            "values/list_of_int": "silent",
        }
    },
    "loads_half_a_file": {
        "roundtrip": {"fault/killed": "silent", "fault/disk_full": "silent"}
    },
    "trains_unsaved": {
        "roundtrip": {"fault/disk_full": "silent", "fault/not_writable": "silent"}
    },
    "executes_its_config": {
        "safety": {"target_writes": "executed", "target_removes": "executed"}
    },
    "logs_its_words": {"safety": {"secret_on_the_command_line": "spread"}},
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
        (made / f"{name}.patch").write_text(new_default(name), encoding="utf-8")
    return made


def new_default(name: str) -> str:
    """Return the patch that changes a default of a miniature."""
    text = (FLAWLESS / "train.py").read_text(encoding="utf-8")
    path = f"adapters/{name}/train.py"
    lines = difflib.unified_diff(
        text.splitlines(keepends=True),
        text.replace('"n_epochs": 3', '"n_epochs": 5').splitlines(keepends=True),
        f"a/{path}",
        f"b/{path}",
    )
    return "".join(lines)


@pytest.fixture(scope="module", autouse=True)
def surroundings(folder: Path) -> Iterator[None]:
    """Give the miniatures a patch as the rows have; none names its folders by the clock."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            change.Change, "patch", lambda _, row: folder / f"{row.name}.patch"
        )
        patched.setattr(saved_faults, "_APART", 0)
        yield


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
    if cell["outcome"] in {"right", "unsupported"}:
        return None
    return str(cell.get("safety", cell["outcome"]))


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
        **saved(adapter),
        "safety": {
            case: flags(cell)
            for case, cell in safety.measure_all(adapter)
            if cell["outcome"] != "unsupported"
        },
    }
    measured["startup"] = {"default": start_flag(adapter.name, started)}
    flagged = {
        axis: {case: word for case, word in cells.items() if word}
        for axis, cells in measured.items()
    }
    for family in ("first", "second", "values"):
        cases = [
            case for case in measured["roundtrip"] if case.startswith(f"{family}/")
        ]
        words = {measured["roundtrip"][case] for case in cases}
        if len(words) == 1 and (word := words.pop()):
            for case in cases:
                del flagged["roundtrip"][case]
            flagged["roundtrip"][f"{family}/*"] = word
    return {axis: cases for axis, cases in flagged.items() if cases}


def override_flags(adapter: Adapter) -> Iterator[tuple[str, str | None]]:
    """Yield what is wrong with each override cell that is looked at."""
    said, own = overrides.words(adapter), runs.defaults(adapter)
    for name, case in overrides.cases().items():
        if name in SAMPLE or adapter.name == "flawless":
            yield name, flags(overrides.measure(adapter, own, case, said[name]))


def saved(adapter: Adapter) -> dict[str, dict[str, str | None]]:
    """Return the flags of the round trip, and those of values that did not arrive, by kind."""
    trips: dict[str, str | None] = {}
    arrivals: dict[str, str | None] = {}
    for case, cell in roundtrip.measure_all(adapter, fast=True):
        if cell["outcome"] == "unsupported":
            continue
        if "arrival" in cell:
            kind = case.split("/")[1]
            arrivals[kind] = arrivals.get(kind) or flags({"outcome": cell["arrival"]})
            trips[f"values/{kind}"] = trips.get(f"values/{kind}") or flags(cell)
        else:
            trips[case] = flags(cell)
    return {"roundtrip": trips, "arrival": arrivals}


@pytest.mark.parametrize("name", TABLE)
def test_a_fault_shows_on_its_axis_and_on_no_other(
    name: str, folder: Path, started: dict[str, Samples]
) -> None:
    """Exactly the expected cells are flagged, with the expected word."""
    assert found(registry.read(folder / name), started) == TABLE[name]


def test_every_axis_can_fail() -> None:
    """No axis without a miniature."""
    axes = {axis for flagged in TABLE.values() for axis in flagged}
    assert axes == {"lines", "overrides", "roundtrip", "arrival", "safety", "startup"}


def test_printing_success_is_no_success(tmp_path: Path) -> None:
    """What prints the right settings and trains the default is silent; a typo is still refused."""
    adapter = registry.read(build("prints_success_and_trains_the_default", tmp_path))
    said, own = overrides.words(adapter), runs.defaults(adapter)
    found = {
        name: overrides.measure(adapter, own, overrides.cases()[name], said[name])
        for name in ("nested_int", "string_plain", "scheduler_off", "misspelt_key")
    }
    assert [cell["outcome"] for cell in found.values()] == [*["silent"] * 3, "right"]


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
