"""What ``[[tool.configbench.ignore]]`` of ``pyproject.toml`` accepts: rule, setting, and why."""

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from configbench.audit.living import days
from configbench.audit.rules import BY_ID
from configbench.errors import nearest
from configbench.project import Table

#: What may be stated.
KEYS = ("rule", "setting", "reason", "expires")


@dataclass(frozen=True)
class Ignore:
    """One of them.

    Attributes
    ----------
    where
        What a sentence calls it: its table, and what it is about.
    rules
        The ids of the rules.
    setting
        The name of a setting, or a pattern of names: ``optimizer.*``; ``*`` is true of what
        concerns no setting, too.
    reason
        Never empty.
    expires
        The last day on which it counts; None for ever.
    """

    where: str
    rules: frozenset[str]
    setting: str
    reason: str
    expires: date | None = None

    def covers(self, rule: str, setting: str) -> bool:
        """Whether it is about a rule and a setting; the empty name is that of none."""
        return rule in self.rules and self.names(setting)

    def names(self, setting: str) -> bool:
        """Whether it is about a setting."""
        # A name may hold what is a pattern to others: layers[0].
        return setting == self.setting or fnmatchcase(setting, self.setting)


def stated(table: Table) -> tuple[Ignore, ...]:
    """Read what is stated.

    Parameters
    ----------
    table
        ``[tool.configbench]``.

    Raises
    ------
    UserError
        If it states what is not understood, or no reason.
    """
    return tuple(map(_ignore, table.tables("ignore")))


def _ignore(table: Table) -> Ignore:
    table.require_known(KEYS)
    rule = _text(table, "rule", "a rule like CB101, or a beginning like CB1")
    ids = frozenset(each for each in BY_ID if each.startswith(rule.upper()))
    if not ids:
        raise table.unexpected(
            "rule",
            f"no rule begins so{nearest(rule.upper(), BY_ID)}, expected one like CB101, or a "
            "beginning like CB1",
        )
    setting = "*"
    if "setting" in table.values:
        setting = _text(table, "setting", "a setting's name, or a pattern like model.*")
    reason = _text(table, "reason", "why it is accepted, in a few words")
    expires = days.read(table.values.get("expires"))
    if expires is None and "expires" in table.values:
        raise table.unexpected("expires", f"expected {days.FORM}")
    about = f"{rule} {setting}" if "setting" in table.values else rule
    return Ignore(f"[{table.name}] ({about})", ids, setting, reason, expires)


def _text(table: Table, key: str, expected: str) -> str:
    value = table.text(key, expected)
    if value is None:
        raise table.refused(f'has no {key}, expected {key} = "…": {expected}')
    return value.strip()
