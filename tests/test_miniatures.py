"""Deliberately wrong adapters: each is flagged by what should flag it, and by nothing else."""

from pathlib import Path

import pytest

from benchmarks import contract, registry
from benchmarks.process import Limits
from tests.miniatures import FAULTS, build

#: What the contract check finds, miniature by miniature: check -> outcome.  Where one fault trips
#: two checks, the comment says why.
TABLE: dict[str, dict[str, str]] = {
    "flawless": {},
    "forgets_an_override": {"overrides": "silent"},
    # Real training fails on strings; with its learning rate a string, it does not even start.
    "turns_values_into_strings": {
        "overrides": "late",
        "trains": "late",
        "reruns": "loud",
    },
    "accepts_misspelt_keys": {"mistakes": "silent"},
    "ignores_the_bounds": {"mistakes": "silent"},
    "saves_the_defaults": {"reruns": "silent"},
    "saves_no_tags": {"reruns": "silent"},
    # Nothing saved is nothing to rerun from.
    "saves_nothing": {"saves": "silent", "reruns": "loud"},
    "trains_then_fails": {"defaults": "late"},
    "hangs": {"defaults": "broken"},
    "ignores_sigterm": {"defaults": "broken"},
    "prints_100_mb": {"defaults": "broken"},
    "dies_by_signal": {"defaults": "broken"},
    "fails_without_a_word": {"defaults": "broken"},
    # The rate is wrong with and without an override.
    "trains_with_another_rate": {"defaults": "silent", "overrides": "silent"},
    "trains_twice": {"defaults": "silent"},
    "exits_zero_on_error": {"mistakes": "silent"},
    # Torch is neither Python's own nor one of its distributions, and --help waits for it.
    "imports_torch_for_help": {"imports": "silent", "help": "late"},
    # Half a file cannot be restored.
    "saves_half_a_file": {"reruns": "loud"},
    "hides_code_as_help": {"marks": "silent"},
    "watches_the_probe": {"imports": "silent"},
    "converts_without_declaring_it": {"conversions": "silent"},
    "behaves_when_observed": {"trains": "silent"},
    "misnames_a_kind": {"values": "loud"},
}

#: Faults that only an axis can see: tests/test_axes.py, test_kinds.py, test_sweep.py.
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
    "declares_dates_unsupported",
    "has_equal_configs_that_differ",
    "imports_torch_early",
    "reports_ready_too_early",
    "declares_a_gap_that_is_none",
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

HOW_IT_ENDED = {
    "hangs": "over the time limit",
    "ignores_sigterm": "over the time limit",
    "prints_100_mb": "over the output limit",
    "dies_by_signal": "SIGSEGV",
    "fails_without_a_word": "exit 1 without any message",
}


@pytest.mark.parametrize("name", TABLE)
def test_a_miniature_is_flagged_as_it_should_be(name: str, tmp_path: Path) -> None:
    """The contract check finds exactly what is wrong with a miniature."""
    adapter = registry.read(build(name, tmp_path))
    # A hanging one costs its limit; 5 s is ample for a program without a library.
    findings = list(contract.check(adapter, Limits(seconds=5)))
    flagged = {each.check: str(each.outcome) for each in findings if not each.kept}
    assert flagged == TABLE[name], [each.detail for each in findings if not each.kept]
    if name in HOW_IT_ENDED:
        assert HOW_IT_ENDED[name] in findings[-1].detail


def test_the_table_covers_every_miniature_and_every_check() -> None:
    """No miniature without a line, and no check that no miniature can fail."""
    assert TABLE.keys() | ELSEWHERE == {"flawless", *FAULTS}
    flagged = {check for found in TABLE.values() for check in found}
    assert flagged | {"help"} == {
        "help" if check.__name__ == "help_text" else check.__name__
        for check in contract.CHECKS
    }


def test_a_miniature_that_would_not_be_wrong_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault whose old text is gone from the flawless program fails loudly."""
    fault = FAULTS["hangs"]
    gone = type(fault)(fault.says, "no such text", fault.new)
    monkeypatch.setitem(FAULTS, "hangs", gone)
    with pytest.raises(ValueError, match="occurs 0 times"):
        build("hangs", tmp_path)
