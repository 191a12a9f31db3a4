"""CB306: another way to write a value is refused."""

from collections.abc import Iterator

from configbench.audit.model import Act, Kind, Must, Observation, Said, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import is_own_reason, last_line
from configbench.audit.rules.rule import Rule
from configbench.values import show


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.tries(Act.VALUE):
        wanted = tried.expected
        if not became.refused or wanted.must is not Must.MEAN or not wanted.values:
            continue
        # A flag rightly takes no word; what a default suggests says nothing of how it is written.
        declared = (
            setting.wanted.said not in {Said.DEFAULT, Said.NOBODY}
            and setting.wanted.kind is not Kind.CHOICE
        )
        said = last_line(became)
        meanings = list(dict.fromkeys(map(show, wanted.values)))
        if setting.valued and declared and tried.typed and not is_own_reason(said):
            yield observed(
                facts,
                "CB306",
                f"{facts.reader(setting)}: {setting.wanted.kind.value}",
                (tried, became),
                expected=" or ".join(meanings),
                arrived=said,
                says=f"{tried.typed!r} is refused, though it can be read as {meanings[0]}",
            )


RULE = Rule("CB306", Severity.NOTE, "a value that means the same is refused", _judge)
