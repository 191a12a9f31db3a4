"""CB112: a setting is typed, and what stands in a file wins."""

from collections.abc import Iterator
from pathlib import PurePath

from configbench.audit.model import Act, Arrived, Observation, Setting, Severity, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import meant, shown
from configbench.audit.rules.rule import Rule
from configbench.values import same_value


def _judge(facts: Facts) -> Iterator[Observation]:
    beside = {
        setting.name
        for setting, tried, became in facts.taken(Act.FILE_AND_WORDS)
        if tried.edited and _arrives(facts, setting, tried, became)
    }
    for setting, tried, became in facts.taken(Act.FILE_AND_WORDS):
        leaf = facts.leaf(became, setting.name)
        stands = facts.baseline.get(setting.name)
        if tried.edited or tried.environ or leaf is None or stands is None:
            continue
        if setting.name not in beside or meant(stands, tried.expected.values):
            continue
        if same_value(leaf, stands):
            name = PurePath(setting.where.rpartition(":")[0]).name
            yield observed(
                facts,
                "CB112",
                setting.file,
                (tried, became),
                arrived=f"{shown(setting.name, leaf)}, as it stands in {name}",
                says=f"{tried.typed!r} is typed for {setting.name}, and what stands in {name} wins",
            )


def _arrives(facts: Facts, setting: Setting, tried: Try, became: Arrived) -> bool:
    """Whether what is typed arrives where the file has no such key."""
    leaf = facts.leaf(became, setting.name)
    return leaf is not None and meant(leaf, tried.expected.values)


RULE = Rule("CB112", Severity.ERROR, "a file beats what is typed", _judge)
