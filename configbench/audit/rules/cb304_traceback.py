"""CB304: a mistake ends in a traceback."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import NO_MISTAKES, Facts, observed
from configbench.audit.rules.reading import TRACEBACK, last_line
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became in facts.results:
        if tried.act in NO_MISTAKES:
            continue
        if became.refused and TRACEBACK in became.stderr:
            said = last_line(became)
            yield observed(
                facts,
                "CB304",
                said.partition(":")[0],
                (tried, became),
                expected="one sentence",
                arrived=said,
                says="the mistake is told by a traceback",
            )


RULE = Rule("CB304", Severity.NOTE, "a traceback is shown", _judge)
