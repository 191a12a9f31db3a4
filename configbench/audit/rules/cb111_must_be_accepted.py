"""CB111: a value that every reader would take, and the program ends."""

import re
from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import TRACEBACK, last_line
from configbench.audit.rules.rule import Rule

#: Words by which a program refuses for reasons of its own: its range, its files, other settings.
_OWN_REASONS = re.compile(
    r"""\b(must|should|cannot|can't|may\ not|only|at\ (least|most)|between|range|positive|negative
    |greater|less|larger|smaller|bigger|more\ than|exceed\w*|maximum|minimum|multiple|divisible
    |even|odd|power\ of|not\ allowed\ with|conflict\w*|incompatible|mutually|require[sd]?
    |together|without|not\ found|no\ such|does(n't|\ not)\ exist|not\ a\ (file|directory|folder)
    |exists|permission|not\ (available|supported|installed|implemented)|unsupported|out\ of
    |unknown)\b | [<>]=? | !=""",
    re.IGNORECASE | re.VERBOSE,
)


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.tries(Act.VALUE, Act.BARE, Act.OFF):
        if (
            tried.expected.must is not Must.ACCEPT
            or became.exceeded
            or became.exit is None
        ):
            continue
        if became.reached or became.exit == 0:
            continue
        said = last_line(became)
        if _OWN_REASONS.search(said):
            continue
        crashed = TRACEBACK in became.stderr or became.exit < 0
        yield observed(
            facts,
            "CB111",
            f"{facts.reader(setting)}: {'crash' if crashed else 'refused'}",
            (tried, became),
            arrived=f"{said} (exit {became.exit})",
            says="the program crashes on it" if crashed else "the program refuses it",
        )


RULE = Rule("CB111", Severity.ERROR, "what must be accepted is refused", _judge)
