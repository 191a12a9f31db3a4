"""Observations by rule and cause, confirmed in fresh processes: the findings.

37 settings with one fault are one finding with 37 names, one command to paste, and what a fresh
process made of that command and of two others.
"""

import random
import shlex
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain

from configbench.audit import fingerprints
from configbench.audit.model import (
    TRIPS,
    Act,
    Arrived,
    Example,
    Finding,
    Line,
    Must,
    Observation,
    Severity,
    Target,
    Try,
)
from configbench.audit.rules import BY_ID
from configbench.audit.rules.facts import Facts
from configbench.errors import UnmeasuredError

#: Runs a try in a process of its own; behind the launcher where the try asks for that.
Confirm = Callable[[Try], Arrived]

#: How it is run, if in no usual way, and what it is started with.
_Key = tuple[Act | None, Line]

#: Behind its launcher; until something is saved.
_UNUSUAL = frozenset({Act.LAUNCHER, *TRIPS})

#: What is told by itself: what accepts it, say; empty for nothing.  Asked of each setting by its
#: key, its name, and where it was observed.
Apart = Callable[[fingerprints.Key, str, str], str]

#: What is typed for a few settings that are drawn from all.
_DRAWN = frozenset({Act.OTHER_COMMAND, Act.LAUNCHER})

#: How many settings of a group are tried again beside the one that is shown.
BESIDE = 2

#: Words whose outcome everybody can tell, the plainest first; others follow.
_PLAINEST = ("False", "abc", "maybe")


@dataclass(frozen=True)
class Group:
    """Observations of one rule and one cause, of settings that are told together.

    Attributes
    ----------
    observations
        The plainest of each setting, the plainest of all first.
    names
        Of all settings concerned, in the program's order.
    apart
        What they have in common, as :data:`Apart` says it.
    drawn
        As in :class:`configbench.audit.model.Finding`.
    """

    observations: tuple[Observation, ...]
    names: tuple[str, ...]
    apart: str = ""
    drawn: frozenset[str] = frozenset()

    @property
    def example(self) -> Observation:
        """The one that is shown."""
        return self.observations[0]

    @property
    def keys(self) -> tuple[fingerprints.Key, ...]:
        """By what they are known again in another run."""
        rule, cause = self.example.rule, self.example.cause
        return tuple(
            fingerprints.key(rule, name, cause)
            for name in fingerprints.names(self.names, self.drawn)
        )


@dataclass(frozen=True)
class Grouped:
    """What has become of observations.

    Attributes
    ----------
    findings
        Worst first.
    notes
        Sentences on what a fresh process did not show again.
    unconfirmed
        The keys of that.
    """

    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    unconfirmed: tuple[fingerprints.Key, ...] = ()


def together(key: fingerprints.Key, name: str, where: str) -> str:
    """Nothing is told by itself."""
    del key, name, where
    return ""


def grouped(
    facts: Facts,
    observations: Iterable[Observation],
    confirm: Confirm,
    *,
    apart: Apart = together,
    seed: int = 0,
    jobs: int = 1,
    until: float | None = None,
) -> Grouped:
    """Return what was found, and what a fresh process did not show again.

    Parameters
    ----------
    facts
        By which the observations were judged.
    observations
        Of the rules that are asked.
    confirm
        Called once for each command that is tried again; from several threads if ``jobs`` says so.
    apart
        Settings of which it says different things are findings of their own, each with an example
        of its own.
    seed
        Of the two that are drawn from each group.
    jobs
        How many are tried at a time.
    until
        By ``time.monotonic()``: what is not confirmed by then is not told, but for how many it is.
    """
    # What nobody has accepted is confirmed first, if there is little time.
    alike = sorted(groups(facts, observations, apart), key=lambda one: bool(one.apart))
    drawn = [_drawn(group, seed) for group in alike]
    shown = [group.example for group in alike]
    became = _run([*shown, *chain(*drawn)], confirm, jobs, until)
    found: list[Finding] = []
    notes: list[str] = []
    late = 0
    for group, others in zip(alike, drawn, strict=True):
        outcome = _again(facts, group.example, became)
        if outcome is None:
            late += 1
        elif not outcome:
            notes.append(_unconfirmed(facts, group.example))
        else:
            outcomes = [(each, _again(facts, each, became)) for each in others]
            found.append(_finding(facts, group, outcomes))
    if late:
        notes.append(_late(late))
    found.sort(key=_order)
    told = {key for each in found for key in fingerprints.keys(each)}
    lost = [key for group in alike for key in group.keys if key not in told]
    return Grouped(tuple(found), tuple(notes), tuple(lost))


def joined(parts: Iterable[Grouped]) -> Grouped:
    """Return what has become of several parts of one audit."""
    every = [*parts]
    found = sorted(chain(*(each.findings for each in every)), key=_order)
    notes = chain(*(each.notes for each in every))
    lost = chain(*(each.unconfirmed for each in every))
    return Grouped(tuple(found), tuple(notes), tuple(lost))


def _order(one: Finding) -> tuple[int, int, str]:
    return one.severity.rank, -len(one.settings), one.rule


def _run(
    wanted: Iterable[Observation], confirm: Confirm, jobs: int, until: float | None
) -> dict[_Key, Arrived | None]:
    """Run each command once, in this order; None for what could not be run, or not in time."""
    tries = {_key(each.tried): each.tried for each in wanted if each.tried is not None}

    def once(tried: Try) -> Arrived | None:
        if until is not None and time.monotonic() >= until:
            return None
        try:
            return confirm(tried)
        except UnmeasuredError:
            return None

    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        return dict(zip(tries, pool.map(once, tries.values()), strict=True))


def groups(
    facts: Facts, observations: Iterable[Observation], apart: Apart = together
) -> list[Group]:
    """Return observations by rule and cause, and by what is told apart."""
    observed = list(observations)
    sure = {
        (each.rule, name, each.cause)
        for each in observed
        if not _is_drawn(each)
        for name in each.settings
    }
    alike: dict[tuple[str, str, str], dict[str, list[Observation]]] = {}
    for each in observed:
        for name in each.settings or ("",):
            key = fingerprints.key(each.rule, name, each.cause)
            known = key if key in sure else fingerprints.key(each.rule, "", each.cause)
            said = apart(known, name, each.where)
            members = alike.setdefault((each.rule, each.cause, said), {})
            members.setdefault(name, []).append(each)
    place = {name: number for number, name in enumerate(facts.settings)}
    found = []
    for (rule, cause, said), members in alike.items():
        plainest: dict[tuple[str, ...], Observation] = {}
        for each in sorted(chain(*members.values()), key=_plainness):
            plainest.setdefault(each.settings, each)
        names = sorted(
            filter(None, members), key=lambda name: (place.get(name, len(place)), name)
        )
        drawn = {
            name for name in names if fingerprints.key(rule, name, cause) not in sure
        }
        group = Group(tuple(plainest.values()), tuple(names), said, frozenset(drawn))
        found.append(group)
    return found


def _is_drawn(each: Observation) -> bool:
    """Whether a draw has decided of which settings it was typed, for others are alike."""
    tried = each.tried
    if tried is None or not each.settings:
        return False
    return tried.act in _DRAWN or tried.expected.must is Must.TELL


def command(target: Target, tried: Try | None, became: Arrived | None = None) -> str:
    """Return the command of a try, to paste: as it was typed, with the words of the try.

    What restores it stands behind it, if that was tried.
    """
    if tried is None:
        return shlex.join(target.command)
    typed = shlex.join([*target.front, *tried.line(target.words)])
    environ = shlex.join(f"{name}={value}" for name, value in tried.environ)
    edits = [each.command for each in tried.edited]
    typed = " && ".join([*edits, f"{environ} {typed}".strip()])
    saved = became.saved if became is not None else None
    return (
        f"{saved.typed or typed} && {saved.command}"
        if saved and saved.command
        else typed
    )


def _key(tried: Try) -> _Key:
    """Return by what two tries are the same command."""
    unusual = tried.act if tried.act in _UNUSUAL else None
    words = tried.words if tried.instead is None else tried.instead
    # Words behind those as given are no words instead of them.
    return unusual, replace(
        tried.started(()), words=(str(tried.instead is None), *words)
    )


def _plainness(each: Observation) -> tuple[bool, int, int, bool, int, str]:
    """Return by what the example is chosen: a setting's, what surely has to work, plain, short."""
    tried = each.tried
    if tried is None:
        # What can be pasted says more than what the source alone tells.
        return (not each.settings, len(Must), 0, False, 0, "")
    typed = tried.typed or ""
    plain = _PLAINEST.index(typed) if typed in _PLAINEST else len(_PLAINEST)
    words = " ".join([shlex.join(tried.words), *(one.command for one in tried.edited)])
    if tried.act in TRIPS:
        # What is seen with the words as given needs no others.
        return (False, 0, 0, False, len(words), words)
    return (
        not each.settings,
        list(Must).index(tried.expected.must),
        plain,
        not typed.isalnum(),
        len(words),
        words,
    )


def _drawn(group: Group, seed: int) -> Sequence[Observation]:
    """Return what is tried again beside the example, by the seed; of a note the example is enough.

    What the source alone tells is not tried.
    """
    if group.example.tried is None:
        return []
    if BY_ID[group.example.rule].severity is Severity.NOTE:
        return []
    others = [each for each in group.observations[1:] if each.tried is not None]
    draw = random.Random(f"{seed} {group.example.rule} {group.example.cause}")  # noqa: S311
    return draw.sample(others, min(BESIDE, len(others)))


def _again(
    facts: Facts, each: Observation, became: Mapping[_Key, Arrived | None]
) -> bool | None:
    """Whether a fresh process shows the same: the same rule, judging it, says the same.

    None where there was none, for time or memory, or where it was ended by a limit.
    """
    if each.tried is None:
        return True
    fresh = became[_key(each.tried)]
    if fresh is None or (fresh.exceeded and each.became and not each.became.exceeded):
        return None
    return any(
        other.tried is each.tried
        and (other.settings, other.cause) == (each.settings, each.cause)
        for other in BY_ID[each.rule].judge(facts.again(each.tried, fresh))
    )


def _finding(
    facts: Facts, group: Group, outcomes: Iterable[tuple[Observation, bool | None]]
) -> Finding:
    """Return a finding, without the names that a fresh process did not show again."""
    example = group.example
    tried = example.tried
    shown = _example(facts, example)
    told = list(outcomes)
    gone = {name for each, again in told if again is False for name in each.settings}
    names = tuple(name for name in group.names if name not in gone)
    confirmed = 0
    if tried is not None:
        confirmed = 1 + sum(bool(again) for _, again in told)
    return Finding(
        rule=example.rule,
        severity=BY_ID[example.rule].severity,
        settings=names,
        words=shown.words,
        expected=shown.expected,
        arrived=shown.arrived,
        exit=shown.exit,
        says=example.says,
        where=shown.where,
        command=shown.command,
        confirmed=(confirmed, max(confirmed, len(names)) if tried is not None else 0),
        cause=example.cause,
        drawn=tuple(name for name in names if name in group.drawn),
        examples=tuple(
            _example(facts, each)
            for each in group.observations
            if gone.isdisjoint(each.settings)
        ),
    )


def _example(facts: Facts, each: Observation) -> Example:
    return Example(
        settings=each.settings,
        words=each.tried.words if each.tried is not None else (),
        command=_shown_by(facts, each),
        expected=each.expected,
        arrived=each.arrived,
        exit=each.became.exit if each.became is not None else None,
        where=each.where,
    )


def _shown_by(facts: Facts, each: Observation) -> str:
    """Return what shows an observation, to paste; in two environments, if they are compared."""
    found = command(facts.target, each.tried, each.became)
    saved = each.became is not None and each.became.saved is not None
    if facts.other is None or saved or not BY_ID[each.rule].between:
        return found
    return f"{found}; {command(facts.other, each.tried)}"


def _unconfirmed(facts: Facts, example: Observation) -> str:
    return (
        f"{example.rule} was seen once and not again in a fresh process, so it is not told: "
        f"{_shown_by(facts, example)}"
    )


def _late(number: int) -> str:
    those = "one finding is" if number == 1 else f"{number} findings are"
    return f"{those} not told: there was no time to confirm it in a fresh process"
