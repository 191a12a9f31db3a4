"""Rounds that end early, on stated noise: intervals cover what they say, copies are equal."""

from dataclasses import replace

import pytest

from benchmarks import paired
from benchmarks.acceptance.plan import RULE
from benchmarks.acceptance.simulated import NOISES, STATED, main, simulate
from benchmarks.interleaved import Plan, Samples
from benchmarks.registry import CONTROL_NAME

TRIALS = 40


@pytest.mark.parametrize("name", ["quiet: 2.5 %", "heavy-tailed", "drifting"])
def test_ending_by_width_spoils_neither_coverage_nor_level(name: str) -> None:
    """Of 200 intervals at least 93 % hold the stated ratio; of 40 copies at most two are told."""
    found = simulate(NOISES[name], replace(RULE, warm_ups=0), TRIALS, seed=1)
    assert found.covered >= 0.93
    assert found.false_alarms <= 0.05
    light, heavy = found.rounds
    assert RULE.least <= heavy < light <= RULE.rounds
    assert found.found >= 0.9


def test_ending_by_the_effect_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that ends the rounds as soon as the truth is left out covers less than it says."""
    true = STATED["light"] / STATED[CONTROL_NAME]

    def content(_: Plan, own: Samples, base: Samples | None) -> bool:
        done = len(own.wall)
        if done < RULE.least or base is None:
            return False
        found = paired.ratio(own.wall, base.wall[:done])
        return not found.low <= true <= found.high

    monkeypatch.setattr(Plan, "content", content)
    found = simulate(NOISES["quiet: 2.5 %"], replace(RULE, warm_ups=0), TRIALS, seed=1)
    assert found.covered < 0.93


def test_the_table_has_a_line_for_every_noise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command simulates each kind of noise, with rounds that end early and that do not."""
    assert main(["--trials", "1"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in NOISES)
    assert shown.count("when narrow") == shown.count("with the last") == len(NOISES)
