"""CB118: a program refuses what it has saved itself."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import last_line
from configbench.audit.rules.restoring import restored
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for tried, became, saved in restored(facts):
        if not became.refused:
            continue
        what = f"{last_line(became)} (exit {became.exit})"
        yield observed(
            facts,
            "CB118",
            "with the words as given" if not tried.settings else "once it is changed",
            (tried, became),
            expected=f"a run restored from {saved.name}",
            arrived=what,
            says=f"the program refuses {saved.name}, which it has saved itself: {what}",
        )


RULE = Rule("CB118", Severity.ERROR, "a program refuses what it saved itself", _judge)
