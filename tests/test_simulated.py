"""Rounds that end early, on stated noise: intervals cover what they say, copies are equal."""

from dataclasses import replace

import pytest

from benchmarks.acceptance.simulated import NOISES, RULE, main, simulate
from configbench.timing import paired

TRIALS = 40


@pytest.mark.parametrize("name", ["quiet: 2.5 %", "heavy-tailed", "drifting"])
def test_ending_by_width_spoils_neither_coverage_nor_level(name: str) -> None:
    """Of 200 intervals at least 93 % hold the stated ratio; of 40 copies at most two are told."""
    found = simulate(NOISES[name], RULE, TRIALS, seed=1)
    assert found.covered >= 0.93
    assert found.false_alarms <= 0.05
    light, heavy = found.rounds
    assert RULE.least <= heavy < light <= RULE.rounds
    assert found.found >= 0.9


def test_ending_too_early_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounds that end on two or three that are near to each other by chance cover far less."""
    monkeypatch.setattr(paired, "FEWEST", 2)
    plan = replace(RULE, least=2, width=0.03)
    assert simulate(NOISES["quiet: 2.5 %"], plan, TRIALS, seed=1).covered < 0.9


def test_the_table_has_a_line_for_every_noise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command simulates each kind of noise, with rounds that end early and that do not."""
    assert main(["--trials", "1"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in NOISES)
    assert shown.count("early") == shown.count("at the last") == len(NOISES)
