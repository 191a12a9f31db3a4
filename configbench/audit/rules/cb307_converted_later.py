"""CB307: a number arrives as text, and becomes one later on."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule
from configbench.audit.rules.texts import numbers_as_text


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, results, _ in numbers_as_text(facts):
        line = facts.sources.converted(setting.name)
        for tried, became in results if line else ():
            yield observed(
                facts,
                "CB307",
                f"{facts.reader(setting)}, converted later",
                (tried, became),
                arrived=shown(setting.name, became.leaves[setting.name]),
                says=f"{tried.typed!r} arrives as text, and is converted at {line}",
                where=line or "",
            )


RULE = Rule("CB307", Severity.NOTE, "a number is converted only later", _judge)
