"""CB117: a saved run is restored, and the text of a value comes back, or a value for a text."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.restoring import Back, told, types
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    return told(facts, "CB117", Back.TEXT, types)


RULE = Rule(
    "CB117", Severity.ERROR, "a saved setting comes back as text, or from it", _judge
)
