"""CB302: ``1_000`` is taken for a number."""

import re
from collections.abc import Iterator

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import number, shown
from configbench.audit.rules.rule import Rule
from configbench.values import amount

_UNDERSCORE = re.compile(r"\d_\d")


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.VALUE):
        leaf, word = facts.leaf(became, setting.name), tried.typed or ""
        if leaf is None or not _UNDERSCORE.search(word) or amount(leaf) is None:
            continue
        if amount(leaf) == number(word):
            yield observed(
                facts,
                "CB302",
                facts.reader(setting),
                (tried, became),
                expected="what other tools that read this word make of it, too",
                arrived=shown(setting.name, leaf),
                says=f"{word} is taken as Python writes numbers",
            )


RULE = Rule("CB302", Severity.NOTE, "an underscore in a number is taken", _judge)
