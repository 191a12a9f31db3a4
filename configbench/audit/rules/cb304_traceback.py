"""CB304: a mistake ends in a traceback."""

import re
from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import NO_MISTAKES, Facts, observed
from configbench.audit.rules.reading import TRACEBACK, last_line
from configbench.audit.rules.rule import Rule

#: An exception's name, alone or in front of what it says.
_NAME = re.compile(r"[^\W\d][\w.]*(?=:|$)")


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became in facts.results:
        if tried.act in NO_MISTAKES:
            continue
        if became.refused and TRACEBACK in became.stderr:
            said = last_line(became)
            yield observed(
                facts,
                "CB304",
                _raised(said),
                (tried, became),
                expected="one sentence",
                arrived=said,
                says="the mistake is told by a traceback",
            )


def _raised(said: str) -> str:
    """Return the name of what was raised; what stands behind it may hold what was typed."""
    named = _NAME.match(said)
    return named[0] if named else "a traceback"


RULE = Rule("CB304", Severity.NOTE, "a traceback is shown", _judge)
