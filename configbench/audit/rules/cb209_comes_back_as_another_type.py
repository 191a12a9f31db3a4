"""CB209: a saved run is restored, and a value comes back as another type that holds the same."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.restoring import Back, told, types
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    return told(facts, "CB209", Back.TYPE, types)


RULE = Rule(
    "CB209", Severity.WARNING, "a saved setting comes back as another type", _judge
)
