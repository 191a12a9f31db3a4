"""CB117: a saved run is restored, and the text of a value comes back, or a value for a text."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.restoring import Back, returned
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became, each in returned(facts, Back.TEXT):
        before, after = each.before["t"], str((each.after or {}).get("t"))
        yield observed(
            facts,
            "CB117",
            f"{_short(before)} as {_short(after)}",
            (tried, became),
            expected=shown(each.name, each.before),
            arrived=shown(each.name, each.after),
            says=f"{shown(each.name, each.before)} is saved, and comes back as "
            f"{shown(each.name, each.after)}",
            name=each.name,
        )


def _short(kind: str) -> str:
    return kind.rpartition(".")[2]


RULE = Rule(
    "CB117", Severity.ERROR, "a saved setting comes back as text, or from it", _judge
)
