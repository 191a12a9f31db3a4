"""CB208: a secret that was given on the command line stands in a file afterwards."""

from collections.abc import Iterator

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.rule import Rule
from configbench.audit.words import listed

#: Files that are named.
_NAMED = 3


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became in facts.trips:
        if tried.act is not Act.SECRET or became.saved is None:
            continue
        landed = became.saved.landed
        if not landed:
            continue
        files = listed(landed, _NAMED)
        yield observed(
            facts,
            "CB208",
            "written as it was given",
            (tried, became),
            expected="the secret in no file",
            arrived=f"it stands in {files}",
            says=f"{tried.settings[0]} is a secret by its name, and stands in {files} afterwards",
        )


RULE = Rule(
    "CB208", Severity.WARNING, "a secret of the command line is written down", _judge
)
