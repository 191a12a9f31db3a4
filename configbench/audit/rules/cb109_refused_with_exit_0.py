"""CB109: a mistake is refused, and the exit code says that all went well."""

from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import last_line
from configbench.audit.rules.rule import Rule

_ACTS = {
    Act.VALUE,
    Act.MISSPELT,
    Act.CASE,
    Act.DASH,
    Act.LEFTOVER,
    Act.OTHER_COMMAND,
    Act.SWALLOW,
}


def _judge(facts: Facts) -> Iterator[Observation]:
    come = {
        name
        for tried, became in facts.results
        if became.reached
        for name in tried.settings
    }
    for tried, became in facts.results:
        if tried.act not in _ACTS or tried.expected.must is not Must.REJECT:
            continue
        if became.reached or became.exit != 0 or became.exceeded:
            continue
        # A flag that prints its list and ends, as --version does, comes to the place with no word.
        if tried.act in {Act.VALUE, Act.SWALLOW} and not come.issuperset(
            tried.settings
        ):
            continue
        yield observed(
            facts,
            "CB109",
            "exit 0",
            (tried, became),
            arrived=f"exit 0: {last_line(became)}",
            says="the program refuses it and ends with exit code 0: a script goes on",
            where=facts.target.spot.at,
        )


RULE = Rule("CB109", Severity.ERROR, "a mistake is refused with exit code 0", _judge)
