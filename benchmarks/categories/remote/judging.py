"""Judging what a tracker did: pure, facts in and a judgement out."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.categories.remote.cases import CONFIG, DOWN, KILLED, TWICE, RemoteCase
from benchmarks.categories.remote.fates import Config, Fate, fate, fates_of
from benchmarks.categories.remote.faults import Killed
from benchmarks.categories.remote.recording import Ran, Recorded, RowRecorded
from benchmarks.cells import Judgement
from benchmarks.control.kinds import AGAIN, KINDS
from benchmarks.judging import broken
from benchmarks.outcomes import Outcome
from benchmarks.process import Finished
from benchmarks.texts import last_line
from shared_model.typed import typed

#: Characters of an error that a cell quotes.
_QUOTED = 300


def judge(case: RemoteCase, facts: Any) -> Judgement:
    """Judge one case by what was measured of it."""
    if case.asks in _JUDGES:
        return _JUDGES[case.asks](facts)
    return judge_kind(case.asks, facts)


def judge_row(facts: RowRecorded) -> Judgement:
    """Judge the record of a row by what became of each setting."""
    ran, bare = facts.recorded.ran, facts.bare
    fates = fates_of(ran.record, facts.recorded.config)
    outcome, detail = judge_fates(ran.finished, fates)
    published: dict[str, Any] = {
        "lines": facts.lines,
        "settings": len(fates),
        "retyped": sum(one.word == "retyped" for one in fates),
        "fates": {
            one.path: {"fate": one.word, "used": one.used, "came_back": one.came}
            for one in fates
            if one.word != "kept"
        },
    }
    if None not in (ran.ready, bare.ready, ran.after, bare.after):
        published["seconds"] = {
            "start": round((ran.ready or 0) - (bare.ready or 0), 2),
            "exit": round((ran.after or 0) - (bare.after or 0), 2),
        }
    return Judgement(outcome, detail, published, cause=facts.cause)


def judge_fates(finished: Finished, fates: Sequence[Fate]) -> tuple[Outcome, str]:
    """Judge a record by what became of each setting: it is as good as the worst of them."""
    if reason := broken(finished):
        return Outcome.BROKEN, reason
    if finished.exit != 0:
        outcome = Outcome.LATE if fates else Outcome.REJECTED
        return outcome, f"{finished.ended}: {last_line(finished.stderr)}"
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
    if retyped := [one.path for one in fates if one.word == "retyped"]:
        count = f"{len(retyped)} of {len(fates)}"
        return (
            Outcome.TYPE_CHANGED,
            f"with another type, {count}: {', '.join(retyped)}",
        )
    return Outcome.RIGHT, f"{len(fates)} of {len(fates)} came back"


def judge_kind(kind: str, facts: Recorded) -> Judgement:
    """Judge one value of the control."""
    want = typed(KINDS[kind])
    came = (facts.config or {}).get(kind)
    (one,) = fates_of({kind: want}, {kind: came} if came else {})
    outcome, detail = judge_fates(facts.ran.finished, [one])
    if outcome is Outcome.RIGHT:
        detail = "came back"
    elif outcome is Outcome.TYPE_CHANGED:
        detail = f"{one.used} came back as {one.came}"
    return Judgement(outcome, detail, {"used": one.used, "came_back": one.came})


def judge_again(facts: Recorded) -> Judgement:
    """Judge a value that was set to another after the record was made."""
    outcome, detail = _set_again(facts.ran, facts.config)
    return Judgement(outcome, detail, {"says": quoted(facts.ran.finished)})


def _set_again(ran: Ran, config: Config | None) -> tuple[Outcome, str]:
    if reason := broken(ran.finished):
        return Outcome.BROKEN, reason
    if ran.record is None:
        return Outcome.REJECTED, f"refused before training: {quoted(ran.finished)}"
    (name, value), *_ = AGAIN.items()
    came = (config or {}).get(name)
    if came and fate(typed(value), came) != "changed":
        return Outcome.RIGHT, "the record holds the second value"
    return Outcome.WRONG_VALUE, "trained, and the record holds the first value"


def judge_down(ran: Ran) -> Judgement:
    """Judge a start without a server, by whether training goes on."""
    outcome, detail = _started(ran)
    seconds = round(ran.finished.seconds)
    return Judgement(outcome, detail, {"waited": seconds, "says": quoted(ran.finished)})


def _started(ran: Ran) -> tuple[Outcome, str]:
    if reason := broken(ran.finished):
        return Outcome.BROKEN, reason
    says = quoted(ran.finished)
    if ran.record is None:
        seconds = round(ran.finished.seconds)
        return (
            Outcome.REJECTED,
            f"no training: the program ends after {seconds} s: {says}",
        )
    if ran.finished.exit != 0:
        return Outcome.LATE, f"trained, then {ran.finished.ended}: {says}"
    return Outcome.WRONG_VALUE, "trained as if all were well, with no record"


def judge_killed(facts: Killed) -> Judgement:
    """Judge a tracker that dies in mid-run."""
    outcome, detail = _survived(facts)
    published = {
        "trained": facts.trained,
        "config_kept": facts.config_kept,
        "closed": facts.closed,
        "waited": round(facts.finished.seconds),
        "says": quoted(facts.finished),
    }
    return Judgement(outcome, detail, published)


def _survived(facts: Killed) -> tuple[Outcome, str]:
    finished = facts.finished
    if reason := broken(finished):
        return Outcome.BROKEN, reason
    config = "the config is kept" if facts.config_kept else "the config is lost"
    if not facts.trained:
        return Outcome.REJECTED, f"training ends with it; {config}"
    if finished.exit != 0:
        end = f"at the end {finished.ended}: {quoted(finished)}"
        return Outcome.LATE, f"training goes on; {config}; {end}"
    outcome = Outcome.RIGHT if facts.config_kept else Outcome.WRONG_VALUE
    return outcome, f"training goes on; {config}"


_JUDGES: Mapping[str, Callable[[Any], Judgement]] = {
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
