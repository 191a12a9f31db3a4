"""CB401: the same words arrive as another value, or another type, in the other environment."""

from collections.abc import Iterator

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.differing import Pair, arriving
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for pair, name in arriving(facts):
        here = shown(name, pair.here.leaves.get(name))
        there = shown(name, pair.there.leaves.get(name))
        yield observed(
            facts,
            "CB401",
            _cause(facts, pair, name),
            (pair.tried, pair.here),
            expected=f"{here}, as in the program's environment",
            arrived=there,
            says=f"{here} here, {there} in the other environment",
            name=name,
        )


def _cause(facts: Facts, pair: Pair, name: str) -> str:
    before, after = pair.here.leaves.get(name), pair.there.leaves.get(name)
    kinds = [
        each["t"].rpartition(".")[2] if each else "nothing" for each in (before, after)
    ]
    way = f"another {kinds[0]}" if kinds[0] == kinds[1] else " as ".join(kinds)
    if pair.tried.act is Act.NOTHING:
        return f"as given: {way}"
    if name not in pair.tried.settings:
        return f"beside what was typed: {way}"
    return (
        f"{facts.reader(facts.settings[name])}: {way}"
        if name in facts.settings
        else way
    )


RULE = Rule(
    "CB401",
    Severity.ERROR,
    "a value arrives otherwise in the other environment",
    _judge,
    between=True,
)
