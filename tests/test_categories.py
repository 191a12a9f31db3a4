"""Miniatures through the categories: each fault shows in its own, and in no other."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.categories import change, lines, overrides, roundtrip, safety
from benchmarks.categories.roundtrip import target_exists
from benchmarks.cells import Cell
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from configbench.timing import paired
from configbench.timing.rounds import Plan
from tests.cells import measured
from tests.miniatures import build, new_default
from tests.starts import started

#: A whole run shows what any setting shows.
_RUN = {
    "run": "wrong_value",
    "run/with_change": "wrong_value",
    "run/edited": "wrong_value",
}

#: Override cells that the miniatures are looked at by: the flawless one by all of them.
SAMPLE = (
    *("nested_int", "float_exponent", "bool_off", "string_plain", "list_replaced"),
    *("dict_entry_added", "choice_and_member", "member_before_choice"),
    *("scheduler_off", "preset_and_member", "file_and_override"),
    *("rerun_with_change", "composed_in_python", "help_explains", "misspelt_key"),
    *("misspelt_choice", "wrong_type", "misspelt_key_in_file", "missing_required"),
)

#: Miniature -> category -> the cells that are not right, with their outcome (or the flag's name).
#: Where one fault shows in two categories, the comment says why.
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
            **dict.fromkeys(["run", "run/with_change", "run/new_default"], "rejected"),
            **dict.fromkeys(
                ["run/edited", "first/*", "second/*", "values/*"], "rejected"
            ),
            "fault/target_exists": "wrong_value",
        },
        "overrides": {"rerun_with_change": "rejected"},
    },
    # Training refuses a string for a number; with its rate a string it does not even get there,
    # for the bound is compared with a number.  A saved string is no number to whoever restores it.
    "turns_values_into_strings": {
        "overrides": {
            "nested_int": "late",
            "float_exponent": "rejected",
            "bool_off": "late",
            "choice_and_member": "late",
            "member_before_choice": "late",
            "preset_and_member": "rejected",
            "file_and_override": "late",
            "rerun_with_change": "rejected",
            "composed_in_python": "late",
        },
        "arrival": {
            f"values/{kind}": "wrong_value"
            for kind in ("bool", "float", "int", "optional")
        },
        "roundtrip": {
            **dict.fromkeys(["run", "run/with_change", "run/new_default"], "rejected"),
            **dict.fromkeys(
                ["run/edited", "first/*", "second/*", "values/*"], "rejected"
            ),
            "fault/target_exists": "wrong_value",
        },
    },
    "resets_siblings_on_a_choice": {
        "overrides": {"member_before_choice": "wrong_value"}
    },
    "exits_zero_on_error": {
        "overrides": {"misspelt_key": "accepted", "misspelt_key_in_file": "accepted"}
    },
    # The weights are equal without the tags: the record alone tells.
    "saves_no_tags": {
        "roundtrip": {
            **_RUN,
            "first/tags": "wrong_value",
            "values/list": "wrong_value",
            # The long run of this case is told by its tags.
            "fault/target_exists": "wrong_value",
        }
    },
    # What was not overridden comes back as it was used: that is no fault of saving.
    "forgets_an_override": {
        "overrides": {"string_plain": "wrong_value"},
        "arrival": {"values/string": "wrong_value"},
    },
    # What is the default, and what is saved half, comes back all the same.
    "saves_the_defaults": {
        "roundtrip": {
            **_RUN,
            **dict.fromkeys(
                ["first/*", "second/*", "fault/target_exists"], "wrong_value"
            ),
            **{
                f"values/{kind}": "wrong_value"
                for kind in (
                    *("int", "float", "string", "list_of_int", "optional", "enum"),
                    *("tuple", "dict", "path", "list"),
                )
            },
        },
        "overrides": {"rerun_with_change": "wrong_value"},
    },
    "saves_what_it_was_told": {"roundtrip": {"run/new_default": "wrong_value"}},
    "drops_a_key": {
        "roundtrip": {
            **_RUN,
            "first/loss": "wrong_value",
            "first/loss.weights": "wrong_value",
            "values/dict": "wrong_value",
        }
    },
    "loses_types": {
        "roundtrip": {
            **_RUN,
            "first/run_name": "wrong_value",
            "values/string": "wrong_value",
        }
    },
    "restores_in_another_order": {
        "roundtrip": {
            **_RUN,
            "first/model": "wrong_value",
            "first/model.head_dims": "wrong_value",
            "values/list": "wrong_value",
            "values/list_of_int": "wrong_value",
        }
    },
    "loads_half_a_file": {
        "roundtrip": {"fault/killed": "accepted", "fault/disk_full": "accepted"}
    },
    "trains_unsaved": {
        "roundtrip": {"fault/disk_full": "accepted", "fault/not_writable": "accepted"}
    },
    "executes_its_config": {
        "safety": {"target_writes": "executed", "target_removes": "executed"}
    },
    "logs_its_words": {"safety": {"secret_on_the_command_line": "spread"}},
    "accepts_misspelt_keys": {
        "overrides": {"misspelt_key": "accepted", "misspelt_key_in_file": "accepted"}
    },
}


#: Of the values of a kind, every so many-th is looked at, of the flawless one; of the others the
#: first: what a fault does to one value of a kind it does to all.
STEP = 5

#: Of the flawless one every setting that is saved is looked at; of the others every so many-th, and
#: those that the table names.
SETTINGS, SETTINGS_STEP = ("first", "second"), 3

#: Of a category in which a miniature is not wrong, every so many-th of those cases is looked at: by
#: each another share, and by the flawless one all.
SHARES = 3

#: Cases of the round trip that look at values.py: tests/test_kinds.py.
ELSEWHERE = ("kinds", "properties", "objects")

#: What is no fault of a miniature: it has no way, or no place.
GAPS = {Outcome.UNSUPPORTED, Outcome.NOT_APPLICABLE}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all miniatures of the table."""
    made = tmp_path_factory.mktemp("miniatures")
    for name in TABLE:
        build(name, made)
        (made / f"{name}.patch").write_text(new_default(name), encoding="utf-8")
    return made


@pytest.fixture(scope="module", autouse=True)
def surroundings(folder: Path) -> Iterator[None]:
    """Give the miniatures a patch as the rows have; none names its folders by the clock."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            change.Change, "patch", lambda _, row: folder / f"{row.name}.patch"
        )
        patched.setattr(target_exists, "APART", 0)
        yield


@pytest.fixture(scope="module")
def starts(folder: Path) -> dict[str, Cell]:
    """Return a start of each miniature; more of two, whose times are compared."""
    rows = {name: registry.read(folder / name) for name in TABLE}
    timed = [rows.pop("flawless"), rows.pop("sleeps_at_import")]
    several = started(timed, Plan(rounds=8, starts=1, warm_ups=1))
    return started(list(rows.values())) | several


def flag(cell: Cell) -> str | None:
    """Return what is wrong with a cell, in one word, or None."""
    if cell.get("hidden"):
        return "hidden"
    if cell.get("false_declaration"):
        return "false declaration"
    if cell["outcome"] in {*GAPS, Outcome.RIGHT}:
        return None
    return str(cell.get("safety", cell["outcome"]))


def start_flag(name: str, starts: Mapping[str, Cell]) -> str | None:
    """Return what is wrong with a start: its outcome, torch, or slower than the flawless one."""
    cell = starts[name]
    if cell["outcome"] != "right":
        return str(cell["outcome"])
    if cell["torch"]:
        return "imports torch"
    mine, other = cell["samples"]["wall"], starts["flawless"]["samples"]["wall"]
    if len(mine) != len(other) or paired.p_value(mine, other) > paired.ALPHA:
        return None
    # The injected difference is 150 ms; a tenth of it must show even on a busy machine.
    return "slower" if paired.difference(mine, other).median > 0.015 else None


def flagged(row: Adapter, starts: Mapping[str, Cell]) -> dict[str, dict[str, str]]:
    """Return all flags of a miniature by category and case."""
    found = {name: measured(CATEGORIES[name], row, *asked(row, name)) for name in CASES}
    trips = {
        case: cell
        for case, cell in found["roundtrip"].items()
        if cell["outcome"] not in GAPS
    }
    arrivals = {
        case: flag({"outcome": cell["arrival"]})
        for case, cell in trips.items()
        if "arrival" in cell
    }
    flags = {
        "lines": all_flags(measured(lines.CATEGORY, row)),
        "overrides": all_flags(found["overrides"]),
        "roundtrip": by_family(by_kind(all_flags(trips))),
        "arrival": by_kind(arrivals),
        "safety": all_flags(found["safety"]),
        "startup": {"default": start_flag(row.name, starts)},
    }
    wrong = {
        category: {case: word for case, word in words.items() if word}
        for category, words in flags.items()
    }
    return {category: words for category, words in wrong.items() if words}


def asked(row: Adapter, category: str) -> list[str]:
    """Return the cases of a category that are looked at: where nothing is wrong, a share of them.

    What arrives is judged with what comes back.
    """
    cases = CASES[category](row)
    wrong = {"roundtrip" if each == "arrival" else each for each in TABLE[row.name]}
    if row.name == "flawless" or category in wrong:
        return cases
    return cases[[*TABLE].index(row.name) % SHARES :: SHARES]


def override_cases(row: Adapter) -> list[str]:
    """Return the cases of the overrides that are looked at."""
    return [*(overrides.CATEGORY.cases((row,)) if row.name == "flawless" else SAMPLE)]


def trip_cases(row: Adapter) -> list[str]:
    """Return the cases of the round trip that are looked at."""
    whole = row.name == "flawless"
    groups: dict[str, list[str]] = {}
    for case in roundtrip.CATEGORY.cases((row,)):
        if not case.startswith(ELSEWHERE):
            family = case.partition("/")[0]
            group = family if family in SETTINGS else kind_of(case)
            groups.setdefault(group, []).append(case)
    named = TABLE[row.name].get("roundtrip", {})
    found = []
    for group, cases in groups.items():
        step = STEP if whole else len(cases)
        if group in SETTINGS:
            step = 1 if whole else SETTINGS_STEP
        found += [c for i, c in enumerate(cases) if i % step == 0 or c in named]
    return found


def canaries(row: Adapter) -> list[str]:
    """Return all canaries."""
    return [*safety.CATEGORY.cases((row,))]


#: The cases of a row that are looked at, of the categories that have many.
CASES = {"overrides": override_cases, "roundtrip": trip_cases, "safety": canaries}
CATEGORIES = {
    each.name: each
    for each in (overrides.CATEGORY, roundtrip.CATEGORY, safety.CATEGORY)
}


def kind_of(case: str) -> str:
    """Return the kind of a value, or the case itself."""
    return case.rpartition("/")[0] if case.startswith("values/") else case


def all_flags(cells: Mapping[str, Cell]) -> dict[str, str | None]:
    """Return what is wrong with each cell."""
    return {case: flag(cell) for case, cell in cells.items()}


def by_kind(flags: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return flags with those of the values by kind: the first of a kind that there is."""
    merged: dict[str, str | None] = {}
    for case, word in flags.items():
        merged[kind_of(case)] = merged.get(kind_of(case)) or word
    return merged


def by_family(flags: dict[str, str | None]) -> dict[str, str | None]:
    """Return flags with one for a whole family where all of it agree."""
    for family in ("first", "second", "values"):
        cases = [case for case in flags if case.startswith(f"{family}/")]
        if len({flags[case] for case in cases}) == 1:
            rest = {case: word for case, word in flags.items() if case not in cases}
            flags = rest | {f"{family}/*": flags[cases[0]]}
    return flags


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLE)
def test_a_fault_shows_in_its_category_and_in_no_other(
    name: str, folder: Path, starts: dict[str, Cell]
) -> None:
    """Exactly the expected cells are flagged, with the expected word."""
    assert flagged(registry.read(folder / name), starts) == TABLE[name]


@pytest.mark.parametrize("category", CASES)
def test_no_case_is_left_out_where_nothing_is_wrong(
    category: str, folder: Path
) -> None:
    """The miniatures that are not wrong in a category look at all cases of it, by their shares."""
    rows = [
        registry.read(folder / name) for name in TABLE if category not in TABLE[name]
    ]
    looked_at = {case for row in rows[1:] for case in asked(row, category)}
    assert looked_at >= {*CASES[category](rows[1])}


def test_every_category_can_fail() -> None:
    """None of these without a miniature."""
    categories = {category for flags in TABLE.values() for category in flags}
    assert categories == {
        *("lines", "overrides", "roundtrip", "arrival", "safety", "startup")
    }


def test_printing_success_is_no_success(tmp_path: Path) -> None:
    """What prints the right settings and trains the default is wrong; a typo is still refused."""
    row = registry.read(build("prints_success_and_trains_the_default", tmp_path))
    asked = ("nested_int", "string_plain", "scheduler_off", "misspelt_key")
    cells = measured(overrides.CATEGORY, row, *asked)
    outcomes = [cells[case]["outcome"] for case in asked]
    assert outcomes == [*["wrong_value"] * 3, "right"]


def test_half_a_file_is_told_by_name(folder: Path) -> None:
    """A saved run that cannot be read names the reason in its cells."""
    row = registry.read(folder / "saves_half_a_file")
    cell = measured(roundtrip.CATEGORY, row, "run")["run"]
    assert cell["outcome"] == "rejected"
    assert "JSONDecodeError" in cell["detail"]


def test_a_declared_gap_keeps_its_reason(tmp_path: Path) -> None:
    """A task that truly fails stays unsupported, with what each attempt did."""
    row = registry.read(build("declares_a_gap_that_is_none", tmp_path))
    path = row.folder / "overrides.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"model.n_layers=3"]', '"--n_layers 3"]'), encoding="utf-8"
    )
    cell = measured(overrides.CATEGORY, row, "nested_int")["nested_int"]
    assert (cell["outcome"], cell["attempt_outcome"]) == ("unsupported", "rejected")
    assert cell["unsupported"].startswith("it has none")
    lines = [
        attempt["command"].partition("train.py ")[2] for attempt in cell["attempts"]
    ]
    assert lines == ["model.n_layerz=3", "--n_layers 3"]
    assert {attempt["outcome"] for attempt in cell["attempts"]} == {"rejected"}


def test_the_twin_is_a_copy_that_runs_by_itself(folder: Path) -> None:
    """A twin starts from its own folder, configs included."""
    twin = started([registry.find("hydra")])["hydra+twin"]
    assert (twin["outcome"], twin["twin_of"]) == ("right", "hydra")
    assert "flawless+twin" in started([registry.read(folder / "flawless")])
