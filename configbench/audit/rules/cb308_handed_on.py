"""CB308: words that the parser does not know go on to something else."""

from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity
from configbench.audit.rules.facts import NO_MISTAKES, Facts, observed
from configbench.audit.rules.rule import Rule

_NAMES = {Act.MISSPELT, Act.CASE, Act.DASH, Act.OTHER_COMMAND}


def _judge(facts: Facts) -> Iterator[Observation]:
    if not facts.handed_on:
        return
    for tried, became in facts.results:
        over, added = facts.over(tried, became), facts.added(became)
        if tried.act in NO_MISTAKES or tried.expected.must is Must.TELL:
            continue
        if not over and not (added and tried.act in _NAMES):
            continue
        words = " ".join(over or added)
        if facts.accepted(became):
            yield observed(
                facts,
                "CB308",
                "handed on",
                (tried, became),
                arrived=f"left over: {words}",
                says=f"{words} is handed on as unknown, and the program uses what is: whether it "
                "is refused then was not seen",
                where=facts.target.spot.at,
            )


RULE = Rule("CB308", Severity.NOTE, "unknown words are handed on", _judge)
