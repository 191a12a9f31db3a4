"""CB116: a saved run is restored, and a setting comes back as another value."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.restoring import Back, Returned, told
from configbench.audit.rules.rule import Rule
from configbench.values import equal


def _judge(facts: Facts) -> Iterator[Observation]:
    return told(facts, "CB116", Back.OTHER, lambda each: _cause(facts, each))


def _cause(facts: Facts, each: Returned) -> str:
    if each.after is None:
        return "it is not there when a run is restored"
    default = facts.baseline.get(each.name)
    if default is not None and equal(each.after, default):
        return "its default comes back"
    return "another value comes back"


RULE = Rule("CB116", Severity.ERROR, "a saved setting comes back as another", _judge)
