"""CB111: a value that every reader would take, and the program ends."""

from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import TRACEBACK, is_own_reason, last_line
from configbench.audit.rules.rule import Rule


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
        if is_own_reason(said):
            continue
        crashed = TRACEBACK in became.stderr or became.exit < 0
        if crashed and not _is_about(said, tried):
            continue
        yield observed(
            facts,
            "CB111",
            f"{facts.reader(setting)}: {'crash' if crashed else 'refused'}",
            (tried, became),
            arrived=f"{said} (exit {became.exit})",
            says="the program crashes on it" if crashed else "the program refuses it",
        )


def _is_about(said: str, tried: Try) -> bool:
    """Whether a crash is about how a value is written.

    One that does not show the value may come of all that follows from it: of a backend that this
    machine does not have.
    """
    return (tried.typed or "") in said or said.startswith("Unicode")


RULE = Rule("CB111", Severity.ERROR, "what must be accepted is refused", _judge)
