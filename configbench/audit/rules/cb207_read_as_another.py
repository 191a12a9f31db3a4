"""CB207: a word stands in a file without quotes, and the file's reader makes another of it."""

from collections.abc import Iterator

from configbench.audit.model import Act, Kind, Must, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import as_text, meant, shown, text
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.FILE_DOUBT):
        leaf = facts.leaf(became, setting.name)
        wanted = tried.expected
        if leaf is None or wanted.must not in {Must.ACCEPT, Must.MEAN}:
            continue
        if leaf["t"] == "NoneType" or meant(leaf, wanted.values):
            continue
        if setting.option is not None and setting.option.adjusted:
            continue  # a class that makes something of it may have its reasons
        if setting.wanted.kind is Kind.BOOL or any(
            as_text(leaf, each) for each in wanted.values
        ):
            continue  # CB101, CB201
        if text(leaf) is not None:
            continue
        yield observed(
            facts,
            "CB207",
            setting.file,
            (tried, became),
            arrived=shown(setting.name, leaf),
            says=f"{tried.typed} in the file arrives as {shown(setting.name, leaf)}",
        )


RULE = Rule(
    "CB207", Severity.WARNING, "a word in a file is read as another value", _judge
)
