"""CB116: a saved run is restored, and a setting comes back as another value."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.restoring import Back, Returned, returned
from configbench.audit.rules.rule import Rule
from configbench.values import equal


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became, each in returned(facts, Back.OTHER):
        before = shown(each.name, each.before)
        yield observed(
            facts,
            "CB116",
            _cause(facts, each),
            (tried, became),
            expected=before,
            arrived=shown(each.name, each.after),
            says=f"{before} is saved, and comes back as {shown(each.name, each.after)}",
            name=each.name,
        )


def _cause(facts: Facts, each: Returned) -> str:
    if each.after is None:
        return "it is not there when a run is restored"
    default = facts.baseline.get(each.name)
    if default is not None and equal(each.after, default):
        return "its default comes back"
    return "another value comes back"


RULE = Rule("CB116", Severity.ERROR, "a saved setting comes back as another", _judge)
