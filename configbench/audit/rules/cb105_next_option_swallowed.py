"""CB105: a value was forgotten, and the next option became it."""

from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import holds, shown, text
from configbench.audit.rules.rule import Rule
from configbench.values import Typed


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.SWALLOW):
        leaf = facts.leaf(became, setting.name)
        if tried.expected.must is not Must.REJECT or leaf is None:
            continue
        if facts.sources.converted(setting.name):
            continue  # where that is done, an option is no number: refused, if late
        for word in tried.words[1:]:
            if word.startswith("-") and _holds(leaf, word):
                yield observed(
                    facts,
                    "CB105",
                    facts.reader(setting),
                    (tried, became),
                    arrived=shown(setting.name, leaf),
                    says=f"{word}, the next option, becomes the value of {setting.name}",
                )
                break


def _holds(leaf: Typed, word: str) -> bool:
    """Whether a word is the value, or its end: a path made absolute, a text in capitals."""
    whole = text(leaf)
    ends = whole is not None and whole.casefold().endswith(word.casefold())
    return ends or holds(leaf, word)


RULE = Rule("CB105", Severity.ERROR, "the next option is swallowed as a value", _judge)
