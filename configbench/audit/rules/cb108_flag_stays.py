"""CB108: a flag that is on, and nothing turns it off."""

from collections.abc import Iterable, Iterator

from configbench.audit.model import Act, Kind, Observation, Setting, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import is_false, shown, truth
from configbench.audit.rules.rule import Rule
from configbench.values import same_value

#: What stands in front of the name of a flag that turns another off.
_NOT = (
    "no",
    "not",
    "non",
    "without",
    "disable",
    "skip",
    "dont",
    "do_not",
    "disabled",
    "off",
)


def _judge(facts: Facts) -> Iterator[Observation]:
    seen: set[str] = set()
    for setting, tried, became in facts.taken(Act.BARE, Act.OFF, Act.VALUE):
        leaf = facts.leaf(became, setting.name)
        if setting.name in seen or leaf is None or not _stays(facts, setting):
            continue
        if not same_value(leaf, facts.baseline[setting.name]):
            continue
        seen.add(setting.name)
        on = truth(leaf)
        yield observed(
            facts,
            "CB108",
            "on by default, and no word for off"
            if on
            else "off by default, and no word for on",
            (tried, became),
            expected=f"a way to turn it {'off' if on else 'on'}",
            arrived=shown(setting.name, leaf),
            says=f"{setting.name} is {'on' if on else 'off'} with its flag and without it",
        )


def _stays(facts: Facts, setting: Setting) -> bool:
    """Whether a flag has words for one state alone, and that is its default.

    By the parser's own default: the user's words may have set it.
    """
    option, stands = setting.option, facts.baseline.get(setting.name)
    if option is None or setting.wanted.kind is not Kind.BOOL or stands is None:
        return False
    if setting.name in facts.fed:
        return False  # on by its file, and off without that
    siblings = [each for each in facts.target.options if each.leaf == setting.name]
    sides = {bool(each.on) for each in siblings}, {bool(each.off) for each in siblings}
    if setting.valued or any(each.valued for each in siblings):
        return False
    default = option.default
    if default is None or default["t"] != "bool" or not same_value(default, stands):
        return False
    only_on, only_off = sides == ({True}, {False}), sides == ({False}, {True})
    stuck = (only_on and not is_false(default)) or (only_off and is_false(default))
    others = {
        *facts.baseline,
        *facts.settings,
        *(each.leaf for each in facts.target.options),
    }
    return stuck and not has_opposite(setting.name, others)


def has_opposite(name: str, others: Iterable[str]) -> bool:
    """Whether another setting is named as if it turned this one off."""
    bare = _bare(name)
    return any(other != name and _bare(other) == bare for other in others)


def _bare(name: str) -> str:
    words = name.rpartition(".")[2].replace("-", "_").lower()
    for word in sorted((*_NOT, "use", "with", "enable", "do"), key=len, reverse=True):
        words = words.removeprefix(f"{word}_")
    return words


RULE = Rule("CB108", Severity.ERROR, "a flag cannot be turned off", _judge)
