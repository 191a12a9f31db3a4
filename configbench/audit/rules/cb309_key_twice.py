"""CB309: a key stands twice in a file, and one is dropped without a word."""

from collections.abc import Iterator

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.FILE_TWICE):
        leaf = facts.leaf(became, setting.name)
        if leaf is None or "duplicat" in f"{became.stdout}{became.stderr}".lower():
            continue
        yield observed(
            facts,
            "CB309",
            setting.file,
            (tried, became),
            expected="a refusal, or a warning",
            arrived=shown(setting.name, leaf),
            says=f"{setting.name} stands twice in the file, and one is dropped without a word",
        )


RULE = Rule(
    "CB309", Severity.NOTE, "a key stands twice in a file, and one is dropped", _judge
)
