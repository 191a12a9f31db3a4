"""CB402: words that the program takes are refused in the other environment."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.differing import became, kind, one_takes
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for pair in one_takes(facts, here=True):
        there = became(pair, pair.there)
        yield observed(
            facts,
            "CB402",
            kind(facts, pair),
            (pair.tried, pair.here),
            expected=f"{became(pair, pair.here)}, as in the program's environment",
            arrived=there,
            says=f"taken here, refused in the other environment: {there}",
        )


RULE = Rule(
    "CB402",
    Severity.ERROR,
    "what is taken is refused in the other environment",
    _judge,
    between=True,
)
