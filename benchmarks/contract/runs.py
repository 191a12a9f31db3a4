"""Checks that run a program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from benchmarks import core, judging, running
from benchmarks.cells import Judgement
from benchmarks.contract import grammar
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.errors import AbsentError, UnsupportedError
from benchmarks.judging import (
    Comparison,
    at,
    judge_end,
    judge_mistake,
    judge_request,
    judge_value,
)
from benchmarks.nursery import learned
from benchmarks.outcomes import Outcome
from benchmarks.parties.callers import library
from benchmarks.parties.pieces import pieces
from benchmarks.parties.taking import require_unchanged
from benchmarks.registry import Adapter
from benchmarks.rerun import Rerun
from benchmarks.running import Probe
from benchmarks.shell import command_line
from benchmarks.texts import explained, helps, last_line, short
from configbench.process import Command
from configbench.workplace import workplace

#: Characters of a command line that a sentence begins with.
_TYPED = 120


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
    hint = "if the library does so, a deviation in adapter.toml names the setting"
    return replace(judged, detail=f"{judged.detail} ({hint})")


def help_text(subject: Subject) -> Verdict:
    """``--help`` ends well before the core, without torch, unless its library requires that."""
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
    # absl's ends with 1, but explains; a refusal does not.
    told = explained(finished.stdout, subject.control)
    named = len(told.unnamed) < told.settings
    if not (named or helps(finished)) or not (finished.stdout + text).strip():
        return Verdict(Outcome.REJECTED, f"--help: {finished.ended}, no text")
    if reached:
        return Verdict(Outcome.WRONG_VALUE, "--help reached the core")
    if "torch" in {line.rpartition("|")[2].strip() for line in lines}:
        # What it costs to start is measured; the program cannot help it.
        if "torch" in subject.row.environment.closure(subject.row.distributions):
            return Verdict(
                Outcome.RIGHT, "shown with torch, which its library requires"
            )
        return Verdict(Outcome.LATE, "--help imports torch")
    return Verdict(Outcome.RIGHT, "shown without torch")


def taken_apart(subject: Subject) -> Verdict:
    """Without its pieces a command without words trains as before; its library has a name."""
    own, modules = pieces(subject.row), library(subject.row)
    require_unchanged(subject.row, own)
    imported = {name.partition(".")[0] for name in learned(subject.row)}
    names = ", ".join(sorted(modules))
    if imported and not modules & imported:
        what = f"library: the program imports no {names}"
        return Verdict(Outcome.WRONG_VALUE, what)
    return Verdict(
        Outcome.RIGHT, f"{len(own)} taken out, one by one and all; library: {names}"
    )


def overrides(subject: Subject) -> Verdict:
    """Every documented spelling of a setting has its effect, and no other."""
    try:
        subject.dialect.ahead(core.EACH_TYPE.items())
    except AbsentError as error:
        # Whoever has not said yet how settings are spelt is told who spells them so.
        return Verdict(Outcome.UNMEASURED, _sentences(str(error), _nearest(subject)))
    judged, unspelt = [], []
    for path, value in core.EACH_TYPE.items():
        try:
            spellings = subject.dialect.spell(path, value)
        except UnsupportedError:
            unspelt.append(path)
            continue
        for words in spellings:
            found = _overridden(subject, words, path, value)
            judged.append(_about(words, _settle(subject, words, found)))
    if not judged:
        return Verdict(Outcome.UNSUPPORTED, "no setting has a spelling")
    verdict = summed(judged)
    if verdict.outcome is not Outcome.RIGHT:
        told = _sentences(verdict.detail, _nearest(subject))
        return Verdict(verdict.outcome, told)
    beside = f"; no spelling of {', '.join(unspelt)}" if unspelt else ""
    return Verdict(Outcome.RIGHT, f"{len(judged)} spellings arrived as asked{beside}")


def _overridden(
    subject: Subject, words: list[str], path: str, value: object
) -> Judgement:
    """Judge one spelling by what arrived, against what arrives without words."""
    (own,) = subject.defaults.reached
    effect = {path: core.literal(value)}
    found = judge_request(subject.probe(*words), effect, own)
    return _forgive_declared(subject.row, found)


def _nearest(subject: Subject) -> str:
    """Name the row as which the program takes more settings than as its own."""

    def arrives(words: list[str], path: str, value: object) -> bool:
        key = (path, *words)
        if key not in tried:
            found = _overridden(subject, words, path, value)
            tried[key] = found.outcome is Outcome.RIGHT
        return tried[key]

    tried: dict[tuple[str, ...], bool] = {}
    return grammar.nearest(subject.row, arrives)


def _sentences(*told: str) -> str:
    return "; ".join(filter(None, told))


def _about(words: Sequence[str], judged: Judgement, what: str = "") -> Judgement:
    """Say of a fault which words it is about, and what they are an example of."""
    if judged.outcome is Outcome.RIGHT:
        return judged
    typed = short(command_line(words), _TYPED) + (f" ({what})" if what else "")
    return replace(judged, detail=f"{typed}: {judged.detail}")


def together(subject: Subject) -> Verdict:
    """What is set at once is spelt at once: all of it arrives."""
    judged, unspelt = [], []
    (own,) = subject.defaults.reached
    groups = {**core.TOGETHER, **core.PROFILES}
    for name, settings in groups.items():
        try:
            words = subject.words(settings)
        except UnsupportedError as reason:
            unspelt.append(f"{name}: {reason}")
            continue
        probe = subject.probe(*words)
        if name in core.PROFILES:
            found = _numbers_arrived(probe, settings)
        else:
            effect = core.literals(settings)
            found = _forgive_declared(subject.row, judge_request(probe, effect, own))
        judged.append(_about(words, found))
    verdict = summed(judged)
    if verdict.outcome is not Outcome.RIGHT:
        return verdict
    beside = f"; no spelling of {'; '.join(unspelt)}" if unspelt else ""
    return Verdict(Outcome.RIGHT, f"{len(judged)} groups of settings arrived{beside}")


def _numbers_arrived(probe: Probe, settings: Mapping[str, object]) -> Judgement:
    """Judge a run with other parts by its numbers, which are the same whatever holds them."""
    if fault := judge_end(probe):
        return fault
    (record,) = probe.reached
    for path, value in settings.items():
        if isinstance(value, int | float):
            judged = judge_value(core.literal(value), at(record, path), "arrived")
            if judged.outcome not in {Outcome.RIGHT, Outcome.TYPE_CHANGED}:
                return replace(judged, detail=f"{path}: {judged.detail}")
    return Judgement(Outcome.RIGHT, "arrived as asked")


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
        words = subject.words(settings)
        found = judge_mistake(subject.probe(*words), saved=False)
        outcome, detail = found.outcome, found.detail
        cause = subject.late_misspelling if "misspelt" in name else None
        if outcome is Outcome.LATE and cause:
            outcome, detail = Outcome.RIGHT, f"as declared ({cause}): {detail}"
        found = replace(found, outcome=outcome, detail=detail)
        judged.append(_about(words, found, name))
    verdict = summed(judged)
    if verdict.outcome is not Outcome.RIGHT:
        return verdict
    return Verdict(Outcome.RIGHT, f"{len(judged)} mistakes refused")


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
    return _repeated(subject, _trained(subject.repeated))


def _trained(done: Rerun) -> Judgement:
    if done.first is None or done.trained is None:
        return Judgement(Outcome.LATE, done.problem or "no weights")
    reference = running.train_reference(done.first)
    if reference.metrics is None:
        failure = last_line(reference.finished.stderr)
        sentence = f"the core alone cannot train on it: {failure}"
        return Judgement(Outcome.BROKEN, sentence)
    if done.weights[0] != reference.weights:
        return Judgement(Outcome.WRONG_VALUE, "other weights than its record gives")
    for key in running.METRICS:
        found, expected = done.trained[key], reference.metrics[key]
        if found != expected:
            told = f"trained with {key} {found!r}, and its record tells {expected!r}"
            return Judgement(Outcome.WRONG_VALUE, told)
    return Judgement(Outcome.RIGHT, f"weights {str(reference.weights)[:12]}")


def reruns(subject: Subject) -> Verdict:
    """The saved config alone brings back the same record and the same weights."""
    return _repeated(subject, _returned(subject.repeated))


def _returned(done: Rerun) -> Judgement:
    if done.problem:
        return Judgement(Outcome.REJECTED, done.problem)
    if not done.equal:
        faults = done.differences or ["other weights from an equal record"]
        return Judgement(Outcome.WRONG_VALUE, "; ".join(faults))
    return Judgement(Outcome.RIGHT, "record and weights came back")


def _repeated(subject: Subject, judged: Judgement) -> Verdict:
    told = _about(subject.many, judged)
    return Verdict(told.outcome, told.detail)


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
