"""CB201: a number is typed, its text arrives, and nothing makes a number of it."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule
from configbench.audit.rules.texts import numbers_as_text


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, results, always in numbers_as_text(facts):
        if facts.sources.converted(setting.name):
            continue
        for tried, became in results:
            yield observed(
                facts,
                "CB201",
                facts.reader(setting)
                if always
                else f"{facts.reader(setting)}: some numbers",
                (tried, became),
                arrived=shown(setting.name, became.leaves[setting.name]),
                says=f"{tried.typed!r} arrives as text, and nothing in the program's own source "
                "makes a number of it",
            )


RULE = Rule("CB201", Severity.WARNING, "a number arrives as text", _judge)
