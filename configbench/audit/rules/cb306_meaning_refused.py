"""CB306: another way to write a value is refused."""

from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import last_line
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.tries(Act.VALUE):
        wanted = tried.expected
        if not became.refused or wanted.must is not Must.MEAN or not wanted.values:
            continue
        if setting.valued:  # a flag rightly takes no word
            yield observed(
                facts,
                "CB306",
                f"{facts.reader(setting)}: {tried.typed}",
                (tried, became),
                arrived=last_line(became),
                says=f"{tried.typed!r} means the same, and is refused",
            )


RULE = Rule("CB306", Severity.NOTE, "a value that means the same is refused", _judge)
