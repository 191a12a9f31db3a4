"""CB402: words that the program takes are refused in the other environment."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.differing import one_sided
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    return one_sided(facts, "CB402", here=True)


RULE = Rule(
    "CB402",
    Severity.ERROR,
    "what is taken is refused in the other environment",
    _judge,
    between=True,
)
