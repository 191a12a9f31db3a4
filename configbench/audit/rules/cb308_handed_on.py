"""CB308: words that the parser does not know go on to something else."""

from collections.abc import Iterator

from configbench.audit.model import Must, Observation, Severity
from configbench.audit.rules.facts import NO_MISTAKES, Facts, observed
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    if not facts.handed_on:
        return
    for tried, became in facts.results:
        over = facts.over(tried, became)
        if tried.act in NO_MISTAKES or tried.expected.must is Must.TELL or not over:
            continue
        if facts.accepted(became):
            yield observed(
                facts,
                "CB308",
                "handed on",
                (tried, became),
                arrived=f"left over: {' '.join(over)}",
                says=f"{' '.join(over)} is handed back by the parser, and the program uses what "
                "is: whether it is refused then was not seen",
                where=facts.target.spot.at,
            )


RULE = Rule("CB308", Severity.NOTE, "unknown words are handed on", _judge)
