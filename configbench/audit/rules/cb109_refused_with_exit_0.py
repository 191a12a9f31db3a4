"""CB109: a mistake is refused, and the exit code says that all went well."""

from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity
from configbench.audit.rules.facts import IN_FILE, Facts, observed
from configbench.audit.rules.reading import last_line
from configbench.audit.rules.rule import Rule

_NAMES = {
    *(Act.MISSPELT, Act.CASE, Act.DASH, Act.LEFTOVER, Act.OTHER_COMMAND),
    *(Act.FILE_NAME, Act.FILE_SECTION),
}
_VALUES = {Act.VALUE, Act.SWALLOW, *IN_FILE}


def _judge(facts: Facts) -> Iterator[Observation]:
    come = {
        name
        for tried, became in facts.results
        if became.reached
        for name in tried.settings
    }
    for tried, became in facts.results:
        must = tried.expected.must
        mistake = must is Must.REJECT if tried.act in _VALUES else must is not Must.TELL
        if not mistake or tried.act not in _NAMES | _VALUES:
            continue
        if became.reached or became.exit != 0 or became.exceeded:
            continue
        # A flag that prints its list and ends, as --version does, comes to the place with no word.
        if tried.act in _VALUES and not come.issuperset(tried.settings):
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
