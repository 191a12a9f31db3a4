"""Judging a changed program: every function is pure, facts in and a judgement out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import core
from benchmarks.categories.change.changes import Change, Check
from benchmarks.cells import Judgement
from benchmarks.judging import judge_end, judge_mistake, judge_request
from benchmarks.outcomes import Outcome
from benchmarks.running import Probe, Record
from benchmarks.values import show


@dataclass(frozen=True)
class Run:
    """A run of a changed program, and the command that it was."""

    probe: Probe
    command: str


@dataclass(frozen=True)
class Changed:
    """What became of a row when a change was applied.

    Attributes
    ----------
    defaults
        The record of the unchanged row without words.
    runs
        Of the changed row, by the name of the check.
    cost
        The size of the change and its patches, as published.
    """

    defaults: Record
    runs: Mapping[str, Run]
    cost: Mapping[str, Any]


def judge(change: Change, changed: Changed) -> Judgement:
    """Judge a change: its outcome is that of its first failing check."""
    checks = {
        check.name: judge_check(check, changed.runs[check.name].probe, changed.defaults)
        for check in change.checks
    }
    commands = {name: run.command for name, run in changed.runs.items()}
    return judge_checks(change, checks, commands, changed.cost)


def judge_checks(
    change: Change,
    checks: Mapping[str, Judgement],
    commands: Mapping[str, str],
    cost: Mapping[str, Any],
) -> Judgement:
    """Judge a change by its checks; it is a request."""
    failed = [name for name in checks if checks[name].outcome is not Outcome.RIGHT]
    outcome = checks[failed[0]].outcome if failed else Outcome.RIGHT
    if outcome is Outcome.ACCEPTED:
        # The mistake is the check's: what was asked for is a program that refuses it.
        outcome = change.wrong
    told = "; ".join(f"{name}: {checks[name].detail}" for name in failed)
    published = {
        name: {
            "outcome": str(judged.outcome),
            "detail": judged.detail,
            "command": commands[name],
        }
        for name, judged in checks.items()
    }
    facts = {**cost, "checks": published}
    return Judgement(outcome, told or "does what was asked", facts)


def judge_check(check: Check, probe: Probe, defaults: Record) -> Judgement:
    """Judge one check by what the changed program did.

    Parameters
    ----------
    check, probe
        What must be seen, and the run.
    defaults
        The record of the unchanged row without words.
    """
    if check.help is not None:
        text = " ".join((probe.finished.stdout + probe.finished.stderr).split())
        if check.help in text:
            return Judgement(Outcome.RIGHT, "shown in the help")
        return Judgement(Outcome.REJECTED, f"--help does not show {check.help!r}")
    if check.observe:
        return Judgement(Outcome.RIGHT, _observed(probe))
    if check.refused:
        return _named(check.refused, probe, judge_mistake(probe, saved=False))
    ended = judge_end(probe)
    if check.old_run is not None and ended and ended.outcome is Outcome.REJECTED:
        (setting,) = check.old_run
        detail = f"the old run is {ended.detail}"
        return _named(setting, probe, Judgement(Outcome.RIGHT, detail))
    return judge_request(probe, check.effect, defaults)


def _named(setting: str, probe: Probe, refusal: Judgement) -> Judgement:
    """A refusal counts only if it is about the setting: any other is a fault of the program."""
    text = probe.finished.stderr + probe.finished.stdout
    if refusal.outcome is Outcome.RIGHT and setting not in text:
        detail = f"{refusal.detail}, without a word about {setting}"
        return Judgement(Outcome.REJECTED, detail)
    return refusal


def _observed(probe: Probe) -> str:
    if not probe.reached:
        return f"refused: {probe.finished.ended}"
    arrived = f"{core.OPTIMIZER} {show(probe.reached[0][core.OPTIMIZER])}"
    if probe.finished.exit != 0:
        return f"trained with {arrived}, then {probe.finished.ended}"
    return f"accepted: {arrived}"
