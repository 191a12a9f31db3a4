"""Judging what a tracker did: pure, facts in and a judgement out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from benchmarks.categories.remote.cases import CONFIG, DOWN, KILLED, TWICE, RemoteCase
from benchmarks.categories.remote.fates import Fate, fate, fates_of
from benchmarks.categories.remote.recording import Recorded
from benchmarks.cells import Judgement
from benchmarks.control.kinds import AGAIN, KINDS
from benchmarks.judging import broken
from benchmarks.outcomes import Outcome
from benchmarks.texts import failure, last_line
from configbench.inside.typed import typed
from configbench.process import Finished

#: Characters of an error that a cell quotes.
_QUOTED = 300


def judge(case: RemoteCase, facts: Recorded) -> Judgement:
    """Judge one case by what was measured of it."""
    judged = _JUDGES.get(case.asks, partial(judge_kind, case.asks))(facts)
    if reason := broken(facts.finished):
        return replace(judged, outcome=Outcome.BROKEN, detail=reason)
    return judged


def judge_row(facts: Recorded) -> Judgement:
    """Judge the record of a row by what became of each setting."""
    fates = fates_of(facts.record, facts.kept.config)
    judged = judge_fated(facts.finished, fates)
    published: dict[str, Any] = {"lines": facts.lines, **judged.facts}
    if facts.bare and facts.bare.ready is not None and facts.ready is not None:
        published["seconds"] = {
            "start": round(facts.ready - facts.bare.ready, 2),
            "exit": round((facts.after or 0) - (facts.bare.after or 0), 2),
        }
    return replace(judged, facts=published, cause=facts.cause)


def judge_fated(finished: Finished, fates: Sequence[Fate]) -> Judgement:
    """Judge the record of a row whose settings had these fates."""
    outcome, detail = judge_fates(finished, fates)
    published = {
        "settings": len(fates),
        "type_changed": sum(one.word == "type_changed" for one in fates),
        "fates": {
            one.path: {"fate": one.word, "used": one.used, "came_back": one.came}
            for one in fates
            if one.word != "kept"
        },
    }
    return Judgement(outcome, detail, published)


def judge_fates(finished: Finished, fates: Sequence[Fate]) -> tuple[Outcome, str]:
    """Judge a record by what became of each setting: it is as good as the worst of them."""
    if finished.exit != 0:
        outcome = Outcome.LATE if fates else Outcome.REJECTED
        return outcome, failure(finished)
    wrong = [
        f"{one.path}: {one.used} came back as {one.came}"
        for one in fates
        if one.word == "changed"
    ]
    for word, where in (
        ("lost", "not in the record"),
        ("buried", "in the text of a mapping that Python does not read back"),
    ):
        if paths := [one.path for one in fates if one.word == word]:
            wrong.append(f"{where}: {', '.join(paths)}")
    if wrong:
        return Outcome.WRONG_VALUE, "; ".join(wrong)
    if retyped := [one.path for one in fates if one.word == "type_changed"]:
        count = f"with another type, {len(retyped)} of {len(fates)}"
        return Outcome.TYPE_CHANGED, f"{count}: {', '.join(retyped)}"
    return Outcome.RIGHT, f"{len(fates)} of {len(fates)} came back"


def judge_kind(kind: str, facts: Recorded) -> Judgement:
    """Judge one value of the control."""
    config = facts.kept.config
    came = {kind: config[kind]} if kind in config else {}
    (one,) = fates_of({kind: typed(KINDS[kind])}, came)
    outcome, detail = judge_fates(facts.finished, [one])
    if outcome is Outcome.RIGHT:
        detail = "came back"
    elif outcome is Outcome.TYPE_CHANGED:
        detail = f"{one.used} came back as {one.came}"
    return Judgement(outcome, detail, {"used": one.used, "came_back": one.came})


def judge_again(facts: Recorded) -> Judgement:
    """Judge a value that was set to another after the record was made."""
    says = quoted(facts.finished)
    (name, value), *_ = AGAIN.items()
    came = facts.kept.config.get(name)
    if facts.record is None:
        outcome, detail = Outcome.REJECTED, f"refused before training: {says}"
    elif came and fate(typed(value), came) != "changed":
        outcome, detail = Outcome.RIGHT, "the record holds the second value"
    else:
        outcome = Outcome.WRONG_VALUE
        detail = "trained, and the record holds the first value"
    return Judgement(outcome, detail, {"says": says})


def judge_down(facts: Recorded) -> Judgement:
    """Judge a start without a server, by whether training goes on."""
    says, seconds = quoted(facts.finished), round(facts.finished.seconds)
    if facts.record is None:
        outcome = Outcome.REJECTED
        detail = f"no training: the program ends after {seconds} s: {says}"
    elif facts.finished.exit != 0:
        outcome, detail = Outcome.LATE, f"trained, then {facts.finished.ended}: {says}"
    else:
        outcome = Outcome.WRONG_VALUE
        detail = "trained as if all were well, with no record"
    return Judgement(outcome, detail, {"waited": seconds, "says": says})


def judge_killed(facts: Recorded) -> Judgement:
    """Judge a tracker that dies in mid-run."""
    finished, says, kept = (
        facts.finished,
        quoted(facts.finished),
        bool(facts.kept.config),
    )
    config = "the config is kept" if kept else "the config is lost"
    if not facts.trained:
        outcome, detail = Outcome.REJECTED, f"training ends with it; {config}"
    elif finished.exit != 0:
        outcome = Outcome.LATE
        detail = f"training goes on; {config}; at the end {finished.ended}: {says}"
    else:
        outcome = Outcome.RIGHT if kept else Outcome.WRONG_VALUE
        detail = f"training goes on; {config}"
    published = {
        "trained": facts.trained,
        "config_kept": kept,
        "closed": facts.kept.closed,
        "waited": round(finished.seconds),
        "says": says,
    }
    return Judgement(outcome, detail, published)


_JUDGES: Mapping[str, Callable[[Recorded], Judgement]] = {
    CONFIG: judge_row,
    TWICE: judge_again,
    DOWN: judge_down,
    KILLED: judge_killed,
}


def quoted(finished: Finished) -> str:
    """Return what the user reads at the end, without what differs from run to run."""
    lines = [line.strip() for line in finished.stderr.splitlines() if line.strip()]
    text = last_line(finished.stderr) if finished.exit else (lines or [""])[-1]
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    changing = r"127\.0\.0\.1:\d+|port=\d+|0x[0-9a-f]+|[0-9a-f]{32}"
    text = re.sub(changing, "…", text)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
