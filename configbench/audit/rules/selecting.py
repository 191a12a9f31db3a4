"""Which rules are asked, and which findings fail: ``--select``, ``--ignore``, ``--fail-on``."""

from collections.abc import Iterable

from configbench.audit.model import Finding, Severity
from configbench.audit.rules import RULES
from configbench.errors import UserError, nearest

#: Asked unless it is said otherwise; notes are off.
BY_DEFAULT = frozenset(rule.id for rule in RULES if rule.severity is not Severity.NOTE)

ALL = "ALL"
NEVER = "never"


def selected(select: str | None = None, ignore: str | None = None) -> frozenset[str]:
    """Return the ids of the rules that are asked.

    Parameters
    ----------
    select
        Ids or their beginnings, with commas, ``CB1,CB307``, or ``ALL``: these instead of all
        errors and warnings.
    ignore
        The same: these not.

    Raises
    ------
    UserError
        If nothing begins so, naming the nearest.
    """
    asked = BY_DEFAULT if select is None else _named("--select", select)
    return asked - (frozenset() if ignore is None else _named("--ignore", ignore))


def _named(option: str, text: str) -> frozenset[str]:
    found: set[str] = set()
    for word in text.split(","):
        wanted = word.strip().upper()
        ids = {rule.id for rule in RULES if wanted == ALL or rule.id.startswith(wanted)}
        if not wanted or not ids:
            close = nearest(wanted, [rule.id for rule in RULES])
            raise UserError(
                f"{option} {text!r}: no rule begins with {word.strip()!r}{close}, expected ids "
                "like CB101 or their beginnings like CB1, with commas between"
            )
        found |= ids
    return frozenset(found)


def failing(text: str) -> Severity | None:
    """Return from which severity on findings fail; None for never.

    Raises
    ------
    UserError
        If it is neither a severity nor ``never``.
    """
    known = [*(each.value for each in Severity), NEVER]
    if text not in known:
        raise UserError(
            f"--fail-on {text!r}: expected {', '.join(known[:-1])} or {NEVER}{nearest(text, known)}"
        )
    return None if text == NEVER else Severity(text)


def fails(findings: Iterable[Finding], at: Severity | None) -> bool:
    """Whether any finding is as bad as a severity, or worse."""
    if at is None:
        return False
    order = list(Severity)
    return any(order.index(each.severity) <= order.index(at) for each in findings)
