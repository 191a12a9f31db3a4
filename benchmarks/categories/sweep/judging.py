"""Judging what a sweep did: pure, facts in and a judgement out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from benchmarks import core, gaps
from benchmarks.categories.sweep.recipes import CASES
from benchmarks.categories.sweep.sweeping import OVER, Facts, Sweep
from benchmarks.cells import Case, Judgement
from benchmarks.judging import Effect, at, best, broken, severity
from benchmarks.outcomes import Outcome, Party
from benchmarks.running import Record
from benchmarks.texts import last_line
from benchmarks.values import parse


def _effects(rates: Sequence[str], sizes: Sequence[str]) -> tuple[Effect, ...]:
    return tuple(
        {core.RATE: parse(rate), core.BATCH: parse(size)}
        for rate, size in product(rates, sizes)
    )


_GRID = _effects(core.RATES, core.BATCHES)

#: The combinations that must reach the core, case by case; ``random`` draws its own.
EFFECTS: Mapping[str, tuple[Effect, ...]] = {
    "grid": _GRID,
    "failing": _effects(core.RATES, core.BATCHES[:1]),
    "resume": _GRID,
    "killed": _GRID,
    "cluster": _GRID,
}

#: How many ``random`` draws.
DRAWN = 4

#: So many jobs may be under way at an interruption, and be run again.
_UNDER_WAY = 2


def judge(case: Case, seen: Sequence[Facts]) -> Judgement:
    """Judge one case with one engine by what was seen of each way that was tried."""
    del case
    judged = [_judged(facts) for facts in seen]
    if (gap := seen[0].recipe.gap) is None:
        return judged[0]
    tried = [gaps.Tried({"command": each.facts["command"]}, each) for each in judged]
    return gaps.judge(gap, tried)


def _judged(facts: Facts) -> Judgement:
    recipe, finished = facts.recipe, facts.sweep.finished
    outcome, detail = judge_sweep(recipe.case, facts.sweep, facts.defaults)
    published: dict[str, Any] = {
        "exit": finished.exit,
        "reached": len(facts.sweep.reached),
        "says": last_line(finished.stderr or finished.stdout) if finished.exit else "",
        "intent": CASES[recipe.case],
        "command": recipe.script.strip(),
        "files": dict(recipe.files),
        "edit": dict(recipe.edits),
        "lines": facts.lines,
        "page": recipe.page,
    }
    if recipe.remedy is not None and facts.remedied is not None:
        again = judge_sweep(recipe.case, facts.remedied, facts.defaults)
        published["remedy"] = {
            "command": recipe.remedy.strip(),
            "outcome": str(again[0]),
            "detail": again[1],
        }
    by = recipe.by
    if facts.without is not None:
        left = judge_sweep(recipe.case, facts.without, facts.defaults)
        published["without"] = {"outcome": str(left[0]), "detail": left[1]}
        by = answers(by, left[0], outcome)
    if recipe.case in {"grid", "random"} and facts.sweep.reached:
        published["seconds"] = _seconds(facts)
    if facts.sweep.disturbed:
        published["disturbed"] = facts.sweep.disturbed
    return Judgement(outcome, detail, published, by=by)


def answers(by: Party, without: Outcome, outcome: Outcome) -> Party:
    """Return who answers for what lines of the program's own do, or do not."""
    # Those without which it comes out otherwise are what does it.
    return by if without is outcome else Party.ADAPTER


def _seconds(facts: Facts) -> dict[str, float]:
    whole, jobs = facts.sweep.finished.seconds, len(facts.sweep.reached)
    seconds = {
        "whole": whole,
        "single": facts.single,
        "per_job": overhead(whole, jobs, facts.single),
    }
    # One start each: more digits would say more than was measured.
    return {key: round(value, 2) for key, value in seconds.items()}


def overhead(whole: float, jobs: int, single: float) -> float:
    """Return the seconds that each job takes beyond a single run; below 0 where it takes less.

    >>> overhead(12.0, 6, 0.5)
    1.5
    """
    return whole / jobs - single


# -- what a sweep did -----------------------------------------------------------------------------


def judge_sweep(case: str, done: Sweep, defaults: Record) -> tuple[Outcome, str]:
    """Judge what a sweep did.

    In this order: a run that nobody asked for, or one too many, is a *wrong value*; a combination
    that never arrived is *rejected* if the exit code tells, else a *wrong value*; all arrived and
    then a failure is *late*; runs that are not saved one by one are a *wrong value*.

    A refused job must not end the others, so ``failing`` may end with any exit code.  Jobs that
    were under way at an interruption may have run twice.  A job is killed before it reaches the
    core: ``killed`` is *right* only where it was run again.
    """
    if reason := broken(done.finished):
        return Outcome.BROKEN, reason
    if done.disturbed == OVER:
        outcome = Outcome.BROKEN if done.finished.exit == 0 else Outcome.REJECTED
        return outcome, f"over before it was disturbed: {done.finished.ended}"
    effects = EFFECTS.get(case) or drawn(done.reached)
    if case == "random" and (fault := _misdrawn(effects, done)):
        return fault
    tallied = tally(done.reached, effects, defaults)
    if fault := _miscounted(case, tallied, done):
        return fault
    if unsaved := judge_saved(done, effects, defaults):
        return Outcome.WRONG_VALUE, unsaved
    if tallied.worst.outcome is not Outcome.RIGHT:
        return tallied.worst.outcome, tallied.worst.detail
    count = tallied.count(case)
    if case == "resume":
        more = len(done.reached) - done.before
        count = f"{done.before} runs before the interruption and {more} after; {count}"
    if case == "failing":
        count += f" beside the refused one; {done.finished.ended}"
    return Outcome.RIGHT, f"{count}, each saved on its own"


@dataclass(frozen=True)
class Tally:
    """The records of a sweep, sorted by the combinations that were asked for.

    Attributes
    ----------
    worst
        The worst of the comparisons with what was asked for.
    times
        How often each combination arrived.
    stray
        What is wrong with each record that nobody asked for.
    """

    worst: Judgement
    times: tuple[int, ...]
    stray: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many combinations did not arrive."""
        return self.times.count(0)

    @property
    def again(self) -> int:
        """How many runs were repetitions."""
        return sum(max(0, count - 1) for count in self.times)

    def count(self, case: str) -> str:
        """Return how many combinations arrived, in words."""
        asked = len(self.times)
        count = f"{asked - self.missing} of {asked} combinations arrived"
        if self.again and case == "resume":
            count += f", {self.again} of them twice"
        return count


def tally(
    records: Sequence[Record], effects: Sequence[Effect], defaults: Record
) -> Tally:
    """Sort records by the combinations that were asked for."""
    times = [0] * len(effects)
    worst = Judgement(Outcome.RIGHT, "each as asked")
    stray = []
    for record in records:
        judged, effect = best(record, effects, defaults)
        if judged.outcome is Outcome.WRONG_VALUE:
            stray.append(judged.detail)
            continue
        times[effects.index(effect)] += 1
        worst = max(worst, judged, key=severity)
    return Tally(worst, tuple(times), tuple(stray))


def _miscounted(case: str, tallied: Tally, done: Sweep) -> tuple[Outcome, str] | None:
    """Tell which runs are too many or missing, or that a failure came behind them."""
    count, failed = tallied.count(case), done.finished.exit != 0
    if tallied.stray:
        return Outcome.WRONG_VALUE, f"one run too many: {tallied.stray[0]}"
    if tallied.again > (_UNDER_WAY if case == "resume" else 0):
        return Outcome.WRONG_VALUE, f"{tallied.again} runs too many; {count}"
    if tallied.missing:
        outcome = Outcome.REJECTED if failed else Outcome.WRONG_VALUE
        return outcome, f"{count}; {done.finished.ended}"
    if failed and case != "failing":
        return Outcome.LATE, f"{count}, then {done.finished.ended}"
    return None


def judge_saved(done: Sweep, effects: Sequence[Effect], defaults: Record) -> str | None:
    """Tell what is wrong with the saved runs: each combination once, by what it brings back."""
    # What is brought back may have another type: that is the round trip's to tell, not ours.
    brought = [record for record in done.saved if record is not None]
    tallied = tally(brought, effects, defaults)
    if tallied.missing or tallied.stray:
        restored = len(effects) - tallied.missing
        return (
            f"{len(effects)} combinations ran, and {restored} of them can be "
            f"restored from {len(brought)} saved runs"
        )
    return None


# -- what a random search drew --------------------------------------------------------------------


def drawn(records: Sequence[Record]) -> tuple[Effect, ...]:
    """Return the combinations that a random search has drawn, as its records have them."""
    effects = []
    for record in records:
        rate, size = at(record, core.RATE), at(record, core.BATCH)
        if rate is not None and size is not None:
            effects.append({core.RATE: rate, core.BATCH: size})
    return tuple(effects)


def _misdrawn(effects: Sequence[Effect], done: Sweep) -> tuple[Outcome, str] | None:
    """Tell what is wrong with what a random search drew, and with how much it drew."""
    if fault := judge_draw(effects):
        return Outcome.WRONG_VALUE, fault
    if len(effects) == DRAWN:
        return None
    told = len(effects) < DRAWN and done.finished.exit != 0
    count = f"{len(effects)} runs instead of {DRAWN}; {done.finished.ended}"
    return Outcome.REJECTED if told else Outcome.WRONG_VALUE, count


def judge_draw(effects: Sequence[Effect]) -> str | None:
    """Tell what is wrong with what a random search drew, or ``None``."""
    rates = [effect[core.RATE] for effect in effects]
    sizes = [effect[core.BATCH] for effect in effects]
    for rate in rates:
        within = rate["t"] == "float" and (
            core.LOWEST <= float(rate["v"]) <= core.HIGHEST
        )
        if not within:
            return (
                f"a learning rate of {rate.get('v')} ({rate['t']}) was not to be drawn"
            )
    for size in sizes:
        if size not in [parse(allowed) for allowed in core.BATCHES]:
            return f"a batch size of {size.get('v')} ({size['t']}) was not to be drawn"
    if len({rate["v"] for rate in rates}) != len(rates):
        return "the same learning rate was drawn twice"
    return None
