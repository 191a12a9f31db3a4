"""CB301: the beginning of a name is taken for the whole."""

from collections.abc import Iterator

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.ABBREVIATED):
        moved = facts.moved(became)
        if setting.name in moved:
            yield observed(
                facts,
                "CB301",
                "abbreviations",
                (tried, became),
                expected="only whole names, so that a new setting changes no old command",
                arrived=shown(setting.name, moved[setting.name]),
                says=f"{tried.words[0]} is taken for {setting.name}",
                where=facts.target.spot.at,
            )


RULE = Rule("CB301", Severity.NOTE, "an abbreviation is taken", _judge)
