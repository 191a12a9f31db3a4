"""What becomes of the same words in two environments: what CB401 to CB404 judge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from configbench.audit.model import Act, Arrived, Observation, Target, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import last_line, shown, text
from configbench.values import Typed, equal

#: What is other in each process.
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}\b")
#: The folder of a release, in a path.
_RELEASE = re.compile(r"\bpython\d+\.\d+")


@dataclass(frozen=True)
class Pair:
    """What became of a try in both environments; neither was ended by a limit."""

    tried: Try
    here: Arrived
    there: Arrived


def pairs(facts: Facts) -> Iterator[Pair]:
    """Yield the tries that were made in both environments."""
    for tried, here in facts.results:
        there = here.other
        if there is not None and not here.exceeded and not there.exceeded:
            yield Pair(tried, here, there)


def one_takes(facts: Facts, *, here: bool) -> Iterator[Pair]:
    """Yield what one environment takes and the other refuses."""
    for each in pairs(facts):
        if each.tried.act is Act.HELP:
            continue
        takes = facts.accepted(each.here), facts.accepted(each.there)
        if takes == (here, not here):
            yield each


def arriving(facts: Facts) -> Iterator[tuple[Pair, str]]:
    """Yield what arrives otherwise, by name, where both take the words.

    What is other with the words as given is told of these alone.
    """
    for each in pairs(facts):
        if not (facts.accepted(each.here) and facts.accepted(each.there)):
            continue
        for name in {**each.here.leaves, **each.there.leaves}:
            if name in facts.unstable or alike(facts, each, name):
                continue
            if each.tried.act is Act.NOTHING or not _as_given(facts, each, name):
                yield each, name


def alike(facts: Facts, pair: Pair, name: str) -> bool:
    """Whether what arrived under a name is the same in both, or nobody can tell."""
    return same(facts, pair.here.leaves.get(name), pair.there.leaves.get(name))


def same(facts: Facts, one: Typed | None, other: Typed | None) -> bool:
    """Whether a value is the same in both environments: paths into them count as one."""
    if one is None or other is None:
        return one is other
    if "unreadable" in one or "unreadable" in other or equal(one, other):
        return True
    first, second = text(one), text(other)
    if first is None or second is None or one["t"] != other["t"]:
        return False
    return neutral(facts, first) == neutral(facts, second)


def _as_given(facts: Facts, pair: Pair, name: str) -> bool:
    """Whether both are what they are with the words as given: the try has nothing to do with it."""
    given = (
        facts.baseline.get(name),
        facts.other.leaves.get(name) if facts.other else None,
    )
    came = pair.here.leaves.get(name), pair.there.leaves.get(name)
    return all(
        one is other or (one is not None and other is not None and equal(one, other))
        for one, other in zip(given, came, strict=True)
    )


def refusals(facts: Facts) -> Iterator[Pair]:
    """Yield what both refuse with other words or another code; and help that is another."""
    for each in pairs(facts):
        if each.here.reached or each.there.reached:
            continue
        words = [said(facts, one, each.tried) for one in (each.here, each.there)]
        if words[0] != words[1] or each.here.exit != each.there.exit:
            yield each


def said(facts: Facts, became: Arrived, tried: Try) -> str:
    """Return what is said to the user, without what names the environment; of help all of it."""
    words = became.stdout if tried.act is Act.HELP else last_line(became)
    return neutral(facts, words)


def neutral(facts: Facts, words: str) -> str:
    """Return a text in which the folders of both environments, and addresses, are the same."""
    for target in (facts.target, facts.other):
        if target is not None:
            words = words.replace(_prefix(target), "{environment}")
    return _RELEASE.sub("python", _ADDRESS.sub("0x", words))


def _prefix(target: Target) -> str:
    """Return the folder of an environment, as paths into it begin."""
    return f"{target.python.parent.parent}/"


def kind(facts: Facts, pair: Pair) -> str:
    """Return the cause of a difference: what was done, and what reads it."""
    setting = (
        facts.settings.get(pair.tried.settings[0]) if pair.tried.settings else None
    )
    done = pair.tried.act.value.replace("-", " ")
    return done if setting is None else f"{done}: {facts.reader(setting)}"


def became(pair: Pair, arrived: Arrived) -> str:
    """Return what became of a try in one environment, for people."""
    if arrived.reached:
        values = [shown(name, arrived.leaves.get(name)) for name in pair.tried.settings]
        return ", ".join(values) or "it is taken"
    return f"{last_line(arrived) or 'nothing is said'} (exit {arrived.exit})"


def one_sided(facts: Facts, rule: str, *, here: bool) -> Iterator[Observation]:
    """Yield what CB402 and CB403 tell: the one environment takes what the other refuses."""
    fate = "taken here, refused" if here else "refused here, taken"
    for pair in one_takes(facts, here=here):
        there = became(pair, pair.there)
        yield observed(
            facts,
            rule,
            kind(facts, pair),
            (pair.tried, pair.here),
            expected=f"{became(pair, pair.here)}, as in the program's environment",
            arrived=there,
            says=f"{fate} in the other environment: {there}",
        )
