"""CB209: a saved run is restored, and a value comes back as another type that holds the same."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.restoring import Back, returned
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became, each in returned(facts, Back.TYPE):
        before, after = each.before["t"], str((each.after or {}).get("t"))
        yield observed(
            facts,
            "CB209",
            f"{before.rpartition('.')[2]} as {after.rpartition('.')[2]}",
            (tried, became),
            expected=shown(each.name, each.before),
            arrived=shown(each.name, each.after),
            says=f"{shown(each.name, each.before)} is saved, and comes back as "
            f"{shown(each.name, each.after)}",
            name=each.name,
        )


RULE = Rule(
    "CB209", Severity.WARNING, "a saved setting comes back as another type", _judge
)
