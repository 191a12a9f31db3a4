"""CB110: a mistake is refused only after something was done."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from configbench.audit.model import Arrived, Must, Observation, Severity
from configbench.audit.rules.facts import NO_MISTAKES, Facts, observed
from configbench.audit.rules.reading import last_line
from configbench.audit.rules.rule import Rule
from configbench.audit.words import listed

#: What Fire says of a word when the function has returned.
_FIRE = "Could not consume arg"

#: Files that are named.
_NAMED = 2


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became in facts.results:
        if tried.act in NO_MISTAKES or tried.expected.must not in {
            Must.REJECT,
            Must.MEAN,
        }:
            continue
        late, files = _is_late(facts, became), _written(became)
        if not late and not (became.refused and files):
            continue
        done = (
            "the function had been called"
            if late
            else f"{listed(files, _NAMED)} had been written"
        )
        yield observed(
            facts,
            "CB110",
            f"{facts.target.grammar or 'the program'} calls first"
            if late
            else "files are written",
            (tried, became),
            expected="a refusal before anything is done",
            arrived=f"{last_line(became)} (exit {became.exit}), after {done}",
            says=f"the program refuses it only after {done}",
            where=facts.target.spot.at,
        )


def _is_late(facts: Facts, became: Arrived) -> bool:
    """Whether the function had been called: Fire looks for words that are left when it returns.

    One that collects words, and does nothing else, may well have been.
    """
    if facts.sources.collects():
        return False
    if facts.target.grammar.startswith("fire"):
        return became.refused and _FIRE in became.stderr
    return facts.refused_late(became)


def _written(became: Arrived) -> list[str]:
    """Return what it wrote, caches and hidden files aside."""
    return [
        name
        for name in became.written
        if not any(part.startswith(".") for part in PurePosixPath(name).parts)
    ]


RULE = Rule(
    "CB110",
    Severity.ERROR,
    "a mistake is refused only after something was done",
    _judge,
)
