"""Judging what was seen of a case: facts in, a judgement out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from benchmarks import core, gaps
from benchmarks.categories.overrides.cases import Case
from benchmarks.categories.overrides.facts import Facts
from benchmarks.categories.overrides.words import Gap
from benchmarks.cells import Judgement, unmeasured
from benchmarks.core import Settings
from benchmarks.judging import (
    Comparison,
    at,
    broken,
    by_training,
    differing,
    flat,
    judge_mistake,
    judge_request,
    judge_requests,
)
from benchmarks.outcomes import Kind, Outcome, Trouble
from benchmarks.running import Probe, Record
from benchmarks.texts import Explained, examine, explained, last_line, plain
from benchmarks.values import show


def judge(case: Case, seen: Sequence[Facts]) -> Judgement:
    """Judge a case by what was seen of its plain words; tell what became of a remedy, too."""
    judged = [_judged(case, facts) for facts in seen]
    if gap := seen[0].trial.words.gap:
        return _lacking(gap, judged)
    plain, *remedies = judged
    if not remedies:
        return plain
    (remedy,) = remedies
    return replace(plain, facts={**plain.facts, "remedy": _tried(remedy).told()})


def _lacking(gap: Gap, judged: Sequence[Judgement]) -> Judgement:
    """Judge what has no way, unless what is to show how the library does it does not do it."""
    told = [_tried(each) for each in judged]
    if gap.program is None:
        return gaps.judge(gap, told)
    *attempts, program = told
    if program.judged.outcome is not Outcome.RIGHT:
        failed = program.judged.detail
        sentence = f"{gap.program.where}: its program does not do it: {failed}"
        return unmeasured(sentence, Trouble.ROW)
    return gaps.judge(gap, attempts, {"program": program.told()})


def _tried(judged: Judgement) -> gaps.Tried:
    """Return what is published of words that are not those of the cell."""
    return gaps.Tried({"command": judged.facts["command"]}, judged)


def _judged(case: Case, facts: Facts) -> Judgement:
    judged, words = settled(facts), facts.trial.words
    return Judgement(
        judged.outcome,
        facts.place.placeless(judged.detail),
        _published(case, facts, judged.outcome),
        by=judged.by,
        cause=words.cause,
    )


# -- what happened --------------------------------------------------------------------------------


def settled(facts: Facts) -> Judgement:
    """Judge by what arrived, and by training where only that can tell."""
    judged, trained = by_value(facts), facts.trained
    if trained is None or not isinstance(judged, Comparison):
        return judged
    arrived, asked = trained
    if asked is not None and asked.weights is None:
        # Not even what was asked for can be trained: the value decides.
        return judged
    failure = last_line(arrived.finished.stderr)
    wanted = asked.weights if asked else None
    return by_training(judged, arrived.weights, wanted, failure)


def unsettled(facts: Facts) -> Settings | None:
    """Return the settings that make a training short, if only training can settle what arrived.

    What the case is about stays as the case has it; a script takes no words, so it trains as long
    as it says.
    """
    judged, case = by_value(facts), facts.trial.case
    if not (isinstance(judged, Comparison) and judged.candidate):
        return None
    if facts.trial.words.script:
        return {}
    return {
        path: value
        for path, value in core.SMALL.items()
        if path not in case.effect
        and path.rpartition(".")[2] != case.key
        and at(facts.probe.reached[0], path) is not None
    }


def by_value(facts: Facts) -> Judgement:
    """Judge by what arrived, without any training."""
    case, probe, defaults = facts.trial.case, facts.probe, facts.trial.defaults
    if case.kind is Kind.MISTAKE:
        return judge_mistake(probe, saved=facts.trial.dialect.left_in(probe.files))
    if case.kind is Kind.OBSERVATION:
        return Judgement(Outcome.RIGHT, observed(case, probe, defaults))
    if case.effects:
        return judge_requests(probe, case.effects, defaults)
    if not case.trains:
        return judge_output(case, [*facts.earlier, probe], defaults)
    return judge_request(probe, case.effect_at(facts.place.home), defaults)


def observed(case: Case, probe: Probe, defaults: Record) -> str:
    """Tell which of the effects an observation saw; none of them is right or wrong.

    Of any but the first, which is what was typed, it tells whether the user learns of it.
    """
    if not probe.reached:
        return f"refused: {probe.finished.ended}"
    judged = {
        sentence: judge_request(probe, effect, defaults)
        for sentence, effect in case.seen.items()
    }
    usual = next(iter(judged))
    for sentence, each in judged.items():
        if each.outcome is Outcome.RIGHT:
            return sentence if sentence == usual else sentence + _told_of(case, probe)
    return f"taken otherwise{_told_of(case, probe)}: {judged[usual].detail}"


def _told_of(case: Case, probe: Probe) -> str:
    """Tell whether the output names the setting that is not as it was typed."""
    message = examine(case, probe.finished.stdout + probe.finished.stderr)
    return ", and the output says so" if message["names_key"] else ", without a word"


class Printed(NamedTuple):
    """What is looked for in an output: what a help explains, and the forms that it lacks."""

    help: Explained
    lacking: Sequence[str]


def judge_output(case: Case, probes: Sequence[Probe], defaults: Record) -> Judgement:
    """Judge a request for an output instead of a training, of several runs or one."""
    text = plain(_printed(probes[-1]))
    lacking = [repr(form) for form in case.output if not re.search(form, text)]
    found = explained("\n".join(map(_printed, probes)), defaults)
    return judge_printed(case, probes, Printed(found, lacking))


def judge_printed(case: Case, probes: Sequence[Probe], printed: Printed) -> Judgement:
    """Judge a request for an output by how the runs ended and what is in it."""
    for probe in probes:
        if reason := broken(probe.finished):
            return Judgement(Outcome.BROKEN, reason)
        if probe.reached:
            return Judgement(Outcome.WRONG_VALUE, "trained, instead of only printing")
    help_text, finished = printed.help, probes[-1].finished
    # Help that explains is no refusal, whatever it ends with.
    if finished.exit != 0 and not (case.explains and help_text.whole):
        return Judgement(Outcome.REJECTED, f"refused: {finished.ended}")
    if case.explains:
        outcome = Outcome.RIGHT if help_text.whole else Outcome.REJECTED
        return Judgement(outcome, str(help_text))
    if printed.lacking:
        forms = ", ".join(printed.lacking)
        return Judgement(Outcome.REJECTED, f"nothing in the output matches {forms}")
    return Judgement(Outcome.RIGHT, "printed as asked, without training")


def _printed(probe: Probe) -> str:
    return f"{probe.finished.stdout}\n{probe.finished.stderr}"


# -- what is published ----------------------------------------------------------------------------


def _published(case: Case, facts: Facts, outcome: Outcome) -> dict[str, Any]:
    trial, words, probe = facts.trial, facts.trial.words, facts.probe
    finished, placeless = probe.finished, facts.place.placeless
    says = last_line(finished.stderr or finished.stdout) if finished.exit else ""
    published: dict[str, Any] = {
        "tag": case.tag,
        "command": trial.typed(words.line),
        "files": {**case.files, **words.files},
        "expected": {path: show(value) for path, value in case.told.items()},
        "arrived": {path: placeless(text) for path, text in _arrived(facts).items()},
        "exit": finished.exit,
        "reached": len(probe.reached),
        "says": placeless(says),
    }
    if case.kind is Kind.MISTAKE:
        published["message"] = examine(case, finished.stderr + finished.stdout)
    if outcome is Outcome.RIGHT and case.bare:
        published["ergonomics"] = ergonomics(facts)
    if words.before:
        published["before"] = [trial.typed(line) for line in words.before]
    if len(probe.reached) > 1:
        published["records"] = [
            _others(record, trial.defaults) for record in probe.reached
        ]
    return published


def _arrived(facts: Facts) -> dict[str, str]:
    if len(facts.probe.reached) != 1:
        return {}
    (record,) = facts.probe.reached
    values = {path: at(record, path) for path in facts.trial.case.told}
    return {path: show(value) if value else "missing" for path, value in values.items()}


def _others(record: Record, defaults: Record) -> dict[str, str]:
    """Return what differs from the defaults in one of several records."""
    values = flat(record)
    return {
        path: show(values[path])
        for path in differing(record, defaults)
        if path in values
    }


def ergonomics(facts: Facts) -> dict[str, int]:
    """Count what is typed beyond the bare names and values of a case; see :func:`counted`."""
    words = facts.trial.words
    return counted(facts.trial.case, words.line, facts.probe.words, len(words.files))


def counted(case: Case, line: str, argv: Sequence[str], files: int) -> dict[str, int]:
    """Count what is typed beyond the bare names and values of a case.

    Returns
    -------
    dict
        ``characters`` typed beyond those of the bare words, blanks aside; ``words`` as the shell
        sees them; ``quoted``: characters in them that a shell takes for itself unless they are
        quoted; ``files`` written.
    """
    typed = len(re.sub(r"\s", "", line))
    bare = sum(len(re.sub(r"\s", "", word)) for word in case.bare)
    return {
        "characters": typed - bare,
        "words": len(argv),
        "quoted": sum(len(re.findall(r"[^\w@%+=:,./-]", word)) for word in argv),
        "files": files,
    }
