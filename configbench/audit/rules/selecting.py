"""Which rules are asked, and which findings fail: ``--select``, ``--ignore``, ``--fail-on``."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from configbench.audit.model import Audit, Severity
from configbench.audit.rules import RULES, clean
from configbench.errors import UserError, nearest
from configbench.severities import FAIL_ON, NEVER

#: Asked unless it is said otherwise; notes are off.
BY_DEFAULT = frozenset(
    rule.id for rule in RULES if rule.severity is not Severity.NOTE and not rule.between
)
#: The same where two environments are compared.
BETWEEN = frozenset(rule.id for rule in RULES if rule.between)

ALL = "ALL"


@dataclass(frozen=True)
class Selection:
    """The rules that are asked, by id."""

    ids: frozenset[str]

    def __call__(self, audit: Audit) -> Audit:
        """Return an audit as if no other rule had been asked."""
        findings = tuple(each for each in audit.findings if each.rule in self.ids)
        asked = tuple(rule.id for rule in RULES if rule.id in self.ids)
        return replace(
            audit, findings=findings, clean=clean(findings, self.ids), asked=asked
        )


def selected(
    select: str | None = None,
    ignore: str | None = None,
    *,
    usual: frozenset[str] = BY_DEFAULT,
) -> Selection:
    """Return the rules that are asked.

    Parameters
    ----------
    select
        Ids or their beginnings, with commas, ``CB1,CB307``, or ``ALL``: these instead of the usual.
    ignore
        The same: these not.
    usual
        What is asked if ``select`` says nothing.

    Raises
    ------
    UserError
        If nothing begins so, naming the nearest.
    """
    asked = usual if select is None else _named("--select", select)
    return Selection(
        asked - (frozenset() if ignore is None else _named("--ignore", ignore))
    )


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


def failing(fail_on: str = Severity.ERROR) -> frozenset[Severity]:
    """Return the severities that fail: this one and what is worse; with ``never`` none.

    Raises
    ------
    UserError
        If it is neither a severity nor ``never``, naming the nearest.
    """
    if fail_on not in FAIL_ON:
        raise UserError(
            f"--fail-on {fail_on!r}{nearest(fail_on, FAIL_ON)}: expected {', '.join(FAIL_ON)}"
        )
    if fail_on == NEVER:
        return frozenset()
    return frozenset(list(Severity)[: FAIL_ON.index(fail_on) + 1])


def fails(audit: Audit, worst: Collection[Severity]) -> bool:
    """Whether any finding is of one of these severities."""
    return any(each.severity in worst for each in audit.findings)
