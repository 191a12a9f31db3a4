"""Observations by rule and cause, confirmed in fresh processes: the findings.

37 settings with one fault are one finding with 37 names, one command to paste, and what a fresh
process made of that command and of two others.
"""

import random
import shlex
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

from configbench.audit.model import (
    TRIPS,
    Act,
    Arrived,
    Finding,
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

#: How it is run, if in no usual way, and the words: behind those as given, or instead of them.
_Key = tuple[Act | None, tuple[str, ...], tuple[str, ...] | None]

#: Behind its launcher; until something is saved.
_UNUSUAL = frozenset({Act.LAUNCHER, *TRIPS})

#: How many settings of a group are tried again beside the one that is shown.
BESIDE = 2

#: Words whose outcome everybody can tell, the plainest first; others follow.
_PLAINEST = ("False", "abc", "maybe")


@dataclass(frozen=True)
class Group:
    """Observations of one rule and one cause.

    Attributes
    ----------
    observations
        The plainest of each setting, the plainest of all first.
    names
        Of all settings concerned, in the program's order.
    """

    observations: tuple[Observation, ...]
    names: tuple[str, ...]

    @property
    def example(self) -> Observation:
        """The one that is shown."""
        return self.observations[0]


def grouped(
    facts: Facts,
    observations: Iterable[Observation],
    confirm: Confirm,
    *,
    seed: int = 0,
    jobs: int = 1,
    until: float | None = None,
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return what was found, and sentences on what a fresh process did not show again.

    Parameters
    ----------
    facts
        By which the observations were judged.
    observations
        Of the rules that are asked.
    confirm
        Called once for each command that is tried again; from several threads if ``jobs`` says so.
    seed
        Of the two that are drawn from each group.
    jobs
        How many are tried at a time.
    until
        By ``time.monotonic()``: what is not confirmed by then is not told, but for how many it is.
    """
    alike = groups(facts, observations)
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
            notes.append(_unconfirmed(facts.target, group.example))
        else:
            outcomes = [(each, _again(facts, each, became)) for each in others]
            found.append(_finding(facts.target, group, outcomes))
    if late:
        notes.append(_late(late))
    order = list(Severity)
    found.sort(
        key=lambda one: (order.index(one.severity), -len(one.settings), one.rule)
    )
    return tuple(found), tuple(notes)


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


def groups(facts: Facts, observations: Iterable[Observation]) -> list[Group]:
    """Return observations by rule and cause."""
    alike: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for each in observations:
        alike[each.rule, each.cause].append(each)
    place = {name: number for number, name in enumerate(facts.settings)}
    found = []
    for members in alike.values():
        plainest: dict[tuple[str, ...], Observation] = {}
        for each in sorted(members, key=_plainness):
            plainest.setdefault(each.settings, each)
        names = {name for each in members for name in each.settings}
        ordered = sorted(names, key=lambda name: (place.get(name, len(place)), name))
        found.append(Group(tuple(plainest.values()), tuple(ordered)))
    return found


def command(target: Target, tried: Try | None, became: Arrived | None = None) -> str:
    """Return the command of a try, to paste: as it was typed, with the words of the try.

    What restores it stands behind it, if that was tried.
    """
    if tried is None:
        return shlex.join(target.command)
    given = target.words
    # What stands in front of the program's own words: launcher, interpreter, entry.
    front = target.command[: len(target.command) - len(given)]
    typed = shlex.join([*front, *tried.line(given)])
    saved = became.saved if became is not None else None
    return f"{typed} && {saved.command}" if saved and saved.command else typed


def _key(tried: Try) -> _Key:
    """Return by what two tries are the same command."""
    unusual = tried.act if tried.act in _UNUSUAL else None
    return unusual, tried.words, tried.instead


def _plainness(each: Observation) -> tuple[bool, int, int, bool, int, str]:
    """Return by what the example is chosen: a setting's, what surely has to work, plain, short."""
    tried = each.tried
    if tried is None:
        return (False, 0, 0, False, 0, "")
    typed = tried.typed or ""
    plain = _PLAINEST.index(typed) if typed in _PLAINEST else len(_PLAINEST)
    words = shlex.join(tried.words)
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
    others = group.observations[1:]
    draw = random.Random(f"{seed} {group.example.rule} {group.example.cause}")  # noqa: S311
    return draw.sample(others, min(BESIDE, len(others)))


def _again(
    facts: Facts, each: Observation, became: Mapping[_Key, Arrived | None]
) -> bool | None:
    """Whether a fresh process shows the same: the same rule, judging it, says the same.

    None where there was none, for time or memory.
    """
    if each.tried is None:
        return True
    fresh = became[_key(each.tried)]
    if fresh is None:
        return None
    return any(
        other.tried is each.tried
        and (other.settings, other.cause) == (each.settings, each.cause)
        for other in BY_ID[each.rule].judge(facts.again(each.tried, fresh))
    )


def _finding(
    target: Target, group: Group, outcomes: Iterable[tuple[Observation, bool | None]]
) -> Finding:
    """Return a finding, without the names that a fresh process did not show again."""
    example = group.example
    tried, became = example.tried, example.became
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
        words=tried.words if tried is not None else (),
        expected=example.expected,
        arrived=example.arrived,
        exit=became.exit if became is not None else None,
        says=example.says,
        where=example.where,
        command=command(target, tried, became),
        confirmed=(confirmed, max(confirmed, len(names)) if tried is not None else 0),
        cause=example.cause,
    )


def _unconfirmed(target: Target, example: Observation) -> str:
    return (
        f"{example.rule} was seen once and not again in a fresh process, so it is not told: "
        f"{command(target, example.tried, example.became)}"
    )


def _late(number: int) -> str:
    those = "one finding is" if number == 1 else f"{number} findings are"
    return f"{those} not told: there was no time to confirm it in a fresh process"
