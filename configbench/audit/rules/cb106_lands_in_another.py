"""CB106: a word for one setting becomes the value of another."""

from collections.abc import Iterator

from configbench.audit.model import Act, Arrived, Observation, Setting, Severity, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import holds, meant, shown
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.VALUE, Act.OFF):
        other = _landed(facts, setting, tried, became)
        if other is None:
            continue
        leaf = facts.leaf(became, other)
        yield observed(
            facts,
            "CB106",
            f"it becomes {other}",
            (tried, became),
            arrived=f"{shown(other, leaf)}, "
            f"{shown(setting.name, facts.leaf(became, setting.name))}",
            says=f"{tried.typed!r} was typed for {setting.name} and becomes {other}",
        )


def _landed(facts: Facts, setting: Setting, tried: Try, became: Arrived) -> str | None:
    """Return the setting that got the word instead; one that follows another is no finding."""
    leaf = facts.leaf(became, setting.name)
    if not tried.typed or leaf is None or holds(leaf, tried.typed):
        return None
    if tried.expected.values and meant(leaf, tried.expected.values):
        return None
    # By name: the order of what arrives is that of the code, and the cause is to outlive a move.
    for name, value in sorted(facts.moved(became).items()):
        known = facts.settings.get(name)
        positional = known and known.option and known.option.positional
        if name != setting.name and positional and holds(value, tried.typed):
            return name
    return None


RULE = Rule("CB106", Severity.ERROR, "a word lands in another setting", _judge)
