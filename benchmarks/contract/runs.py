"""Checks that run a program."""

from collections.abc import Iterable
from dataclasses import replace

from benchmarks import core, judging, running
from benchmarks.cells import Judgement
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.judging import Comparison, judge_mistake, judge_request
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.texts import last_line
from configbench.process import Command
from configbench.workplace import workplace


def defaults(subject: Subject) -> Verdict:
    """Without words, the core gets the control's settings, once, and the program ends well."""
    judged = judge_request(subject.defaults, {}, subject.control)
    return summed([_forgive_declared(subject.row, judged)])


def _forgive_declared(row: Adapter, judged: Judgement) -> Judgement:
    """Another type is kept contract if each setting concerned is a declared deviation."""
    if judged.outcome is not Outcome.TYPE_CHANGED:
        return judged
    settings = [fault.split(" is ")[0] for fault in judged.detail.split("; ")]
    if all(any(name in text for text in row.deviations) for name in settings):
        return Judgement(Outcome.RIGHT, f"as declared: {judged.detail}")
    return judged


def help_text(subject: Subject) -> Verdict:
    """``--help`` ends well before the core, without importing torch."""
    with workplace() as place:
        argv = ("python", "-X", "importtime", str(subject.row.program), "--help")
        binaries = subject.row.binaries
        command = Command(argv, place, binaries=binaries, limits=subject.limits)
        reached, finished = running.observe(command)
    if reason := judging.broken(finished):
        return Verdict(Outcome.BROKEN, reason)
    # Fire answers on standard error, where the import times are, too.
    lines = finished.stderr.splitlines()
    text = "".join(line for line in lines if "import time:" not in line)
    if finished.exit != 0 or not (finished.stdout + text).strip():
        return Verdict(Outcome.REJECTED, f"--help: {finished.ended}, no text")
    if reached:
        return Verdict(Outcome.WRONG_VALUE, "--help reached the core")
    if "torch" in {line.rpartition("|")[2].strip() for line in lines}:
        return Verdict(Outcome.LATE, "--help imports torch")
    return Verdict(Outcome.RIGHT, "shown without torch")


def overrides(subject: Subject) -> Verdict:
    """Every documented spelling of a setting has its effect, and no other."""
    judged = []
    own = subject.defaults.reached[0]
    subject.dialect.ahead(core.EACH_TYPE.items())
    for path, value in core.EACH_TYPE.items():
        for words in subject.dialect.spell(path, value):
            effect = {path: core.literal(value)}
            found = judge_request(subject.probe(*words), effect, own)
            found = _forgive_declared(subject.row, found)
            judged.append(_settle(subject, words, found))
    return summed(judged)


def _settle(subject: Subject, words: list[str], judged: Judgement) -> Judgement:
    """Another value that real training refuses is late."""
    candidate = isinstance(judged, Comparison) and judged.candidate
    if judged.outcome is not Outcome.WRONG_VALUE or not candidate:
        return judged
    training = running.train(subject.row, [*words, *subject.words(core.SMALL)])
    if training.finished.exit == 0:
        return judged
    return Judgement(Outcome.LATE, f"{judged.detail}; training fails on it")


def mistakes(subject: Subject) -> Verdict:
    """Misspelt keys and values out of bounds are refused before the core."""
    judged: list[Judgement] = []
    for name, settings in core.MISTAKES.items():
        found = judge_mistake(subject.probe(*subject.words(settings)), saved=False)
        outcome, detail = found.outcome, found.detail
        cause = subject.late_misspelling if "misspelt" in name else None
        if outcome is Outcome.LATE and cause:
            outcome, detail = Outcome.RIGHT, f"as declared ({cause}): {detail}"
        judged.append(replace(found, outcome=outcome, detail=f"{name}: {detail}"))
    return summed(judged)


def saves(subject: Subject) -> Verdict:
    """The config is saved before the core is called."""
    saved = subject.dialect.saved
    if subject.dialect.left_in(subject.defaults.files):
        return Verdict(Outcome.RIGHT, f"found as {saved}")
    return Verdict(Outcome.WRONG_VALUE, f"nothing matches {saved!r} after a run")


def trains(subject: Subject) -> Verdict:
    """A training, without the look, is what the settings that the look recorded give alone.

    Its weights are, and what it tells of settings that leave no trace in them.
    """
    done = subject.repeated
    if done.first is None or done.trained is None:
        return Verdict(Outcome.LATE, done.problem or "no weights")
    reference = running.train_reference(done.first)
    if reference.metrics is None:
        failure = last_line(reference.finished.stderr)
        return Verdict(Outcome.BROKEN, f"the core alone cannot train on it: {failure}")
    if done.weights[0] != reference.weights:
        return Verdict(Outcome.WRONG_VALUE, "other weights than its record gives")
    for key in running.METRICS:
        found, expected = done.trained[key], reference.metrics[key]
        if found != expected:
            told = f"trained with {key} {found!r}, and its record tells {expected!r}"
            return Verdict(Outcome.WRONG_VALUE, told)
    return Verdict(Outcome.RIGHT, f"weights {str(reference.weights)[:12]}")


def reruns(subject: Subject) -> Verdict:
    """The saved config alone brings back the same record and the same weights."""
    done = subject.repeated
    if done.problem:
        return Verdict(Outcome.REJECTED, done.problem)
    if not done.equal:
        faults = done.differences or ["other weights from an equal record"]
        return Verdict(Outcome.WRONG_VALUE, "; ".join(faults))
    return Verdict(Outcome.RIGHT, "record and weights came back")


def summed(judged: Iterable[Judgement]) -> Verdict:
    """Sum up several judgements: the first kind of fault, with all sentences of that kind."""
    every = list(judged)
    faults = [each for each in every if each.outcome is not Outcome.RIGHT]
    if not faults:
        return Verdict(Outcome.RIGHT, every[0].detail if every else "")
    first = faults[0].outcome
    sentences = dict.fromkeys(
        fault.detail for fault in faults if fault.outcome is first
    )
    return Verdict(first, "; ".join(sentences))
