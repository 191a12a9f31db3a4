"""Observations by rule and cause, confirmed in fresh processes: the findings.

37 settings with one fault are one finding with 37 names, one command to paste, and what a fresh
process made of that command and of two others.
"""

import random
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from configbench.audit.model import (
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

#: Runs a try in a process of its own; behind the launcher where the try asks for that.
Confirm = Callable[[Try], Arrived]

#: Whether a launcher stands in front, and the words.
_Key = tuple[bool, tuple[str, ...]]

#: How many settings of a group are tried again beside the one that is shown.
BESIDE = 2

#: Words whose outcome everybody can tell, the plainest first; others follow by their length.
_PLAINEST = ("False", "1e-4", "3")


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


def findings(
    facts: Facts,
    observations: Iterable[Observation],
    confirm: Confirm,
    *,
    seed: int = 0,
    jobs: int = 1,
) -> tuple[list[Finding], list[str]]:
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
    """
    groups = grouped(facts, observations)
    drawn = [_drawn(group, seed) for group in groups]
    wanted = {
        _key(each.tried): each.tried
        for chosen in drawn
        for each in chosen
        if each.tried is not None
    }
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        outcomes = pool.map(confirm, wanted.values())
        became = dict(zip(wanted, outcomes, strict=True))
    found: list[Finding] = []
    notes: list[str] = []
    for group, chosen in zip(groups, drawn, strict=True):
        lost = [each for each in chosen if not _again(facts, each, became)]
        if group.example in lost:
            notes.append(_unconfirmed(facts.target, group.example))
            continue
        gone = {name for each in lost for name in each.settings}
        names = tuple(name for name in group.names if name not in gone)
        confirmed = len(chosen) - len(lost) if group.example.tried is not None else 0
        found.append(_finding(facts.target, group.example, names, confirmed))
    order = list(Severity)
    found.sort(
        key=lambda one: (order.index(one.severity), -len(one.settings), one.rule)
    )
    return found, notes


def grouped(facts: Facts, observations: Iterable[Observation]) -> list[Group]:
    """Return observations by rule and cause."""
    alike: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for each in observations:
        alike[each.rule, each.cause].append(each)
    place = {name: number for number, name in enumerate(facts.settings)}
    groups = []
    for members in alike.values():
        plainest: dict[tuple[str, ...], Observation] = {}
        for each in sorted(members, key=_plainness):
            plainest.setdefault(each.settings, each)
        names = {name for each in members for name in each.settings}
        ordered = sorted(names, key=lambda name: (place.get(name, len(place)), name))
        groups.append(Group(tuple(plainest.values()), tuple(ordered)))
    return groups


def command(target: Target, tried: Try | None) -> str:
    """Return the command of a try, to paste: as it was typed, and what is appended."""
    return shlex.join([*target.command, *(tried.words if tried is not None else ())])


def _key(tried: Try) -> _Key:
    """Return by what two tries are the same command."""
    return tried.act is Act.LAUNCHER, tried.words


def _plainness(each: Observation) -> tuple[int, int, int, str]:
    """Return by what the example is chosen: what surely has to work, in the fewest letters."""
    tried = each.tried
    if tried is None:
        return (0, 0, 0, "")
    typed = tried.typed or ""
    plain = _PLAINEST.index(typed) if typed in _PLAINEST else len(_PLAINEST)
    words = shlex.join(tried.words)
    return (list(Must).index(tried.expected.must), plain, len(words), words)


def _drawn(group: Group, seed: int) -> Sequence[Observation]:
    """Return what is tried again: the example, and others of it by the seed."""
    others = group.observations[1:]
    draw = random.Random(f"{seed} {group.example.rule} {group.example.cause}")  # noqa: S311
    return [group.example, *draw.sample(others, min(BESIDE, len(others)))]


def _again(facts: Facts, each: Observation, became: dict[_Key, Arrived]) -> bool:
    """Whether a fresh process shows the same: the same rule, judging it, says the same."""
    if each.tried is None:
        return True
    afresh = facts.again(each.tried, became[_key(each.tried)])
    return any(
        other.tried is each.tried
        and (other.settings, other.cause) == (each.settings, each.cause)
        for other in BY_ID[each.rule].judge(afresh)
    )


def _finding(
    target: Target, example: Observation, names: tuple[str, ...], confirmed: int
) -> Finding:
    tried, became = example.tried, example.became
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
        command=command(target, tried),
        confirmed=(confirmed, max(confirmed, len(names))),
    )


def _unconfirmed(target: Target, example: Observation) -> str:
    return (
        f"{example.rule} was seen once and not again in a fresh process, so it is not told: "
        f"{command(target, example.tried)}"
    )
