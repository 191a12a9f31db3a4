"""CB403: words that the program refuses are taken in the other environment."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.differing import one_sided
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    return one_sided(facts, "CB403", here=False)


RULE = Rule(
    "CB403",
    Severity.ERROR,
    "what is refused is taken in the other environment",
    _judge,
    between=True,
)
