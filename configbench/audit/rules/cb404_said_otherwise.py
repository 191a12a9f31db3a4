"""CB404: a refusal, or help, reads otherwise in the other environment, or has another exit code."""

from collections.abc import Iterator
from itertools import zip_longest

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.differing import Pair, became, kind, refusals, said
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for pair in refusals(facts):
        here, there = _words(facts, pair)
        yield observed(
            facts,
            "CB404",
            kind(facts, pair),
            (pair.tried, pair.here),
            expected=f"{here}, as in the program's environment",
            arrived=there,
            says=f"{here!r} here, {there!r} in the other environment",
        )


def _words(facts: Facts, pair: Pair) -> tuple[str, str]:
    """Return what is said in each: of help the first line that is another."""
    if pair.tried.act is not Act.HELP:
        return became(pair, pair.here), became(pair, pair.there)
    lines = [
        [" ".join(line.split()) for line in said(facts, each, pair.tried).splitlines()]
        for each in (pair.here, pair.there)
    ]
    for one, other in zip_longest(*lines, fillvalue=""):
        if one != other:
            return one or "nothing", other or "nothing"
    return "help", "other blanks"


RULE = Rule(
    "CB404",
    Severity.ERROR,
    "a message is another in the other environment",
    _judge,
    between=True,
)
