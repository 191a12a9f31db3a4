"""Deliberately wrong adapters: each is flagged by what should flag it, and by nothing else."""

import re
from pathlib import Path

import pytest

from benchmarks import contract, registry
from benchmarks.outcomes import Outcome
from configbench.process import Limits
from tests.checks import STYLE, TRAININGS, only, without
from tests.miniatures import FAULTS, build

#: No run shows it, but a text alone.
TEXT = ""

#: What the contract check finds, miniature by miniature: check -> outcome.  Where one fault trips
#: two checks, the comment says why.
TABLE: dict[str, dict[str, str]] = {
    "flawless": {},
    "forgets_an_override": {"overrides": "wrong_value"},
    # Real training fails on strings; with its learning rate a string, it does not even start.
    "turns_values_into_strings": {
        "overrides": "late",
        "trains": "late",
        "reruns": "rejected",
    },
    "accepts_misspelt_keys": {"mistakes": "accepted"},
    "ignores_the_bounds": {"mistakes": "accepted"},
    "saves_the_defaults": {"reruns": "wrong_value"},
    "saves_no_tags": {"reruns": "wrong_value"},
    # Nothing saved is nothing to rerun from.
    "saves_nothing": {"saves": "wrong_value", "reruns": "rejected"},
    "trains_then_fails": {"defaults": "late"},
    "hangs": {"defaults": "broken"},
    "ignores_sigterm": {"defaults": "broken"},
    "prints_100_mb": {"defaults": "broken"},
    "dies_by_signal": {"defaults": "broken"},
    "fails_without_a_word": {"defaults": "broken"},
    # The rate is wrong with and without an override.
    "trains_with_another_rate": {"defaults": "wrong_value", "overrides": "wrong_value"},
    "trains_twice": {"defaults": "wrong_value"},
    "exits_zero_on_error": {"mistakes": "accepted"},
    # Torch is neither Python's own nor one of its distributions, and --help waits for it.
    "imports_torch_for_help": {"imports": TEXT, "help": "late"},
    # Half a file cannot be restored.
    "saves_half_a_file": {"reruns": "rejected"},
    "hides_code_as_help": {"marks": TEXT},
    "watches_the_probe": {"blind": TEXT},
    "converts_without_declaring_it": {"conversions": TEXT},
    "behaves_when_observed": {"trains": "wrong_value"},
    "forges_its_record": {"trains": "wrong_value"},
    "labels_when_observed": {"trains": "wrong_value"},
    # Nothing can be told of what a piece is for.
    "cannot_run_without_a_piece": {"pieces": "unmeasured"},
    # What values.py declares stands in the way of whatever is asked of it.
    "misnames_a_kind": dict.fromkeys(("files", "values", "gaps"), "unmeasured"),
    "declares_a_gap_that_is_none": {"gaps": TEXT},
    "declares_sets_unsupported": {"gaps": TEXT},
    # Whoever trains something short says so in more than two settings.
    "refuses_a_third_setting": {
        "together": "rejected",
        "trains": "late",
        "reruns": "rejected",
    },
    "says_nothing_of_itself": {"filled": TEXT},
}

#: What a text alone shows: layout, lint and types, of which the other faults are free to be short.
STYLED: dict[str, str | None] = {
    "flawless": None,
    "is_laid_out_by_taste": "layout",
    "imports_what_it_does_not_use": "lint",
    "promises_another_type": "types",
}

#: Faults that only a category can see: tests/test_axes.py, test_kinds.py, test_sweep.py.
ELSEWHERE = {
    "resets_siblings_on_a_choice",
    "prints_success_and_trains_the_default",
    "sleeps_at_import",
    "forgets_that_it_was_a_date",
    "gives_lists_for_tuples",
    "forgets_a_kind",
    "sorts_keys",
    "clips_integers",
    "writes_one_line",
    "dies_of_complex",
    "has_equal_configs_that_differ",
    "imports_torch_early",
    "reports_ready_too_early",
    "saves_what_it_was_told",
    "drops_a_key",
    "loses_types",
    "restores_in_another_order",
    "loads_half_a_file",
    "executes_its_config",
    "logs_its_words",
    "trains_unsaved",
    "seeds_each_rank_apart",  # tests/test_beyond.py: needs ranks
    "sweeps_into_one_folder",
    "sweeps_a_size_twice",
    "sweeps_up_to_a_failure",
    "sweeps_from_the_start_again",
    "draws_the_same_rate",
}

#: Checks that start a program again and again.  Those that the table does not name for a miniature
#: are asked by shares, by the next miniature the next; of the flawless one all.
SHARES = (
    ("overrides", "values"),
    ("help", "together", "mistakes", "saves"),
    ("gaps",),
    TRAININGS,
)

HOW_IT_ENDED = {
    "hangs": "over the time limit",
    "ignores_sigterm": "over the time limit",
    "prints_100_mb": "over the output limit",
    "dies_by_signal": "SIGSEGV",
    "fails_without_a_word": "exit 1 without any message",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLE)
def test_a_miniature_is_flagged_as_it_should_be(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contract check finds exactly what is wrong with a miniature."""
    without(monkeypatch, (*STYLE, *others_share(name)))
    row = registry.read(build(name, tmp_path))
    # Nothing else ends one that hangs: it need be given no time.
    hanging = HOW_IT_ENDED.get(name) == "over the time limit"
    seconds = 0.5 if hanging else 60
    findings = list(contract.check(row, Limits(seconds=seconds)))
    flagged = {
        each.check: str(each.outcome or TEXT) for each in findings if not each.kept
    }
    assert flagged == TABLE[name], [each.detail for each in findings if not each.kept]
    if name in HOW_IT_ENDED:
        assert HOW_IT_ENDED[name] in findings[-1].detail


def others_share(name: str) -> set[str]:
    """Return the checks that others are asked for."""
    if name == "flawless":
        return set()
    own = SHARES[[*TABLE].index(name) % len(SHARES)]
    return {check for share in SHARES for check in share} - {*own, *TABLE[name]}


@pytest.mark.parametrize("name", STYLED)
def test_style_is_examined_by_our_settings_wherever_a_row_lies(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One check finds it, the others do not, and the sentence names file and line."""
    only(monkeypatch, STYLE)
    folder = build(name, tmp_path)
    flagged = [each for each in contract.check(registry.read(folder)) if not each.kept]
    assert [each.check for each in flagged] == [STYLED[name]] * (name != "flawless")
    for finding in flagged:
        assert re.search(rf"{re.escape(str(folder))}/train\.py:\d+", finding.detail)


#: Data files of a row; what the program is needs none of them.
DATA = ("dialect.py", "overrides.toml", "values.py", "sweeps.toml")


@pytest.fixture
def _without_trainings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the checks that really train: they look at no data file but the dialect."""
    without(monkeypatch, (*TRAININGS, *STYLE))


@pytest.mark.usefixtures("_without_trainings")
@pytest.mark.parametrize("name", DATA)
def test_a_broken_data_file_is_named_and_blames_no_library(
    name: str, tmp_path: Path
) -> None:
    """Whatever cannot be examined for it is not measured; the file is named."""
    folder = build("flawless", tmp_path)
    (folder / name).write_text("(", encoding="utf-8")
    broken = [f for f in contract.check(registry.read(folder)) if not f.kept]
    assert "files" in {finding.check for finding in broken}
    for finding in broken:
        assert finding.outcome is Outcome.UNMEASURED, finding
        assert f"{folder / name}: " in finding.detail


@pytest.mark.usefixtures("_without_trainings")
@pytest.mark.parametrize("name", DATA)
def test_a_missing_data_file_is_told(name: str, tmp_path: Path) -> None:
    """What a row does not bring costs it nothing elsewhere; a spelling it must have."""
    folder = build("flawless", tmp_path)
    (folder / name).unlink()
    findings = {each.check: each for each in contract.check(registry.read(folder))}
    assert findings["files"].kept
    assert name in findings["files"].detail.partition("not there: ")[2]
    broken = [finding for finding in findings.values() if not finding.kept]
    assert {finding.outcome for finding in broken} <= {Outcome.UNMEASURED}
    assert bool(broken) is (name == "dialect.py")


@pytest.mark.usefixtures("_without_trainings")
def test_a_cause_that_there_is_not_is_told(tmp_path: Path) -> None:
    """The causes of adapter.toml are those of causes.toml; the nearest is named."""
    folder = build("flawless", tmp_path)
    with (folder / "adapter.toml").open("a", encoding="utf-8") as file:
        file.write('[causes]\n"roundtrip/*" = "yaml_before_shema"\n')
    (finding,) = (f for f in contract.check(registry.read(folder)) if not f.kept)
    assert finding.check == "files"
    assert "not in causes.toml (did you mean 'yaml_before_schema'?)" in finding.detail


def test_the_table_covers_every_miniature_and_every_check() -> None:
    """No miniature without a line, and no check that no miniature can fail."""
    assert TABLE.keys() | STYLED.keys() | ELSEWHERE == {"flawless", *FAULTS}
    found = {check for found in TABLE.values() for check in found}
    assert found == contract.CHECKS.keys() - STYLE
    assert {*filter(None, STYLED.values())} == {*STYLE}


def test_a_miniature_that_would_not_be_wrong_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault whose old text is gone from the flawless program fails loudly."""
    fault = FAULTS["hangs"]
    gone = type(fault)(fault.says, "no such text", fault.new)
    monkeypatch.setitem(FAULTS, "hangs", gone)
    with pytest.raises(ValueError, match="occurs 0 times"):
        build("hangs", tmp_path)
