"""Judging what the programs of a feature did: facts in, a judgement out."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks import gaps
from benchmarks.categories.features.cases import Asked, Feature
from benchmarks.categories.features.trying import Run, Tried, Way
from benchmarks.cells import Judgement
from benchmarks.judging import broken
from benchmarks.outcomes import Outcome
from benchmarks.small import met
from benchmarks.texts import short

#: Of several lines that are not as they must be, what is told: the worst.
_WORST = (Outcome.WRONG_VALUE, Outcome.BROKEN, Outcome.REJECTED, Outcome.RIGHT)


def judge(feature: Feature, tried: Tried) -> Judgement:
    """Judge a feature by all programs that were tried: one that does it will do."""
    judged = [(way.program, judge_way(feature, way)) for way in tried.ways]
    return judge_ways(judged, tried)


def judge_ways(judged: Sequence[tuple[str, Judgement]], tried: Tried) -> Judgement:
    """Judge a feature by what is told of each program."""
    best = min((each for _, each in judged), key=_not_right)
    further = [
        gaps.Tried({"program": program}, each).told()
        for program, each in judged
        if each is not best
    ]
    facts = {**best.facts, **({"ways": further} if further else {})}
    # All of these programs are ours: whatever one that tries does, nobody has typed it.
    gap = str(tried.gap) if tried.gap else None
    return replace(best, facts=facts, cause=tried.cause, gap=gap)


def _not_right(judged: Judgement) -> bool:
    return judged.outcome is not Outcome.RIGHT


def judge_way(feature: Feature, way: Way) -> Judgement:
    """Judge what one program did."""
    if feature.told:
        (run,) = way.runs
        return Judgement(Outcome.RIGHT, told(feature, run), _published(way))
    judged = [
        judge_line(asked, run)
        for asked, run in zip(feature.lines, way.runs, strict=True)
    ]
    worst = min(judged, key=lambda each: _WORST.index(each.outcome))
    right = sum(each.outcome is Outcome.RIGHT for each in judged)
    if right == len(judged):
        size = {"total": way.lines, "tokens": way.tokens}
        return Judgement(Outcome.RIGHT, _all(judged), _published(way) | size)
    share = f"{right} of {len(judged)} lines; " if len(judged) > 1 else ""
    return Judgement(worst.outcome, f"{share}{worst.detail}", _published(way))


def judge_line(asked: Asked, run: Run) -> Judgement:
    """Judge what one command line did."""
    # A refusal needs no message here, but a death by a signal is none.
    silent = asked.wanted.refused and run.done.ended_by_itself
    if not silent and (reason := broken(run.done)):
        return Judgement(Outcome.BROKEN, f"{asked.asks}: {reason}")
    if met(asked.wanted, run.seen):
        return Judgement(Outcome.RIGHT, _did(run))
    if asked.wanted.refused:
        return Judgement(Outcome.WRONG_VALUE, f"{asked.asks}: not refused, {_did(run)}")
    if not run.seen.arrived:
        return Judgement(Outcome.REJECTED, f"{asked.asks}: refused: {_did(run)}")
    return Judgement(
        Outcome.WRONG_VALUE, f"{asked.asks}: {_did(run)}, not: {asked.wanted}"
    )


def told(feature: Feature, run: Run) -> str:
    """Tell what an observation saw; nothing of it is right or wrong."""
    for sentence, arrives in feature.told.items():
        if run.seen.arrived == (arrives,):
            return sentence
    if run.seen.arrived:
        return f"taken otherwise: {_did(run)}"
    return f"refused: {_did(run)}"


def _all(judged: Sequence[Judgement]) -> str:
    lines = "its line does" if len(judged) == 1 else f"all {len(judged)} lines do"
    return f"{lines} as asked"


def _did(run: Run) -> str:
    if run.seen.arrived:
        return "arrived " + " and ".join(run.seen.arrived)
    return f"{run.done.ended}: {short(run.said)}"


def _published(way: Way) -> dict[str, object]:
    return {
        "program": way.program,
        "lines": [{"command": run.line.text, "did": _did(run)} for run in way.runs],
    }
