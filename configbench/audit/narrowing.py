"""What ``[tool.configbench.settings]`` states of settings: type, bounds, choices, None."""

import math
from collections.abc import Iterator

from configbench.audit.model import NUMBERS, Kind, Narrowed
from configbench.errors import nearest
from configbench.project import Table

#: What may be stated of a setting.
KEYS = ("type", "min", "max", "choices", "allow-none")

#: Types that can be stated: all but that nobody knows it.
KINDS = tuple(each.value for each in Kind if each is not Kind.UNKNOWN)


def narrowed(stated: Table) -> dict[str, Narrowed]:
    """Read what is stated of each setting, by its name.

    Parameters
    ----------
    stated
        ``[tool.configbench]``.

    Raises
    ------
    UserError
        If it states what is not understood.
    """
    return {name: _setting(table) for name, table in _named(stated.table("settings"))}


def _named(stated: Table, prefix: str = "") -> Iterator[tuple[str, Table]]:
    """Yield what is stated of each setting, by its name: that of a table, dots and all."""
    for key in stated.values:
        name, table = f"{prefix}{key}", stated.table(key)
        values = table.values.items()
        own = {key: each for key, each in values if not isinstance(each, dict)}
        inner = {key: each for key, each in values if isinstance(each, dict)}
        if own or not inner:
            yield name, Table(table.file, table.name, own)
        yield from _named(Table(table.file, table.name, inner), f"{name}.")


def _setting(stated: Table) -> Narrowed:
    stated.require_known(KEYS)
    kind = _kind(stated)
    least, most = (_bound(stated, key) for key in ("min", "max"))
    bounded = least is not None or most is not None
    if bounded and kind is not None and kind not in NUMBERS:
        raise stated.refused(
            f"has min or max, and type = {kind.value!r}: expected one of {', '.join(NUMBERS)}"
        )
    if least is not None and most is not None and least > most:
        raise stated.refused(
            f"min = {stated.values['min']} is above max = {stated.values['max']}"
        )
    choices = _choices(stated)
    if kind is Kind.CHOICE and not choices:
        raise stated.refused("type = 'choice' needs choices = [...]")
    optional = stated.values.get("allow-none")
    if not isinstance(optional, bool | None):
        raise stated.unexpected("allow-none", "expected true or false")
    return Narrowed(kind, least, most, choices, optional)


def _kind(stated: Table) -> Kind | None:
    if "type" not in stated.values:
        return None
    typed = stated.values["type"]
    if typed not in KINDS:
        raise stated.unexpected(
            "type", f"expected one of {', '.join(KINDS)}{nearest(str(typed), KINDS)}"
        )
    return Kind(typed)


def _bound(stated: Table, key: str) -> float | None:
    value = stated.values.get(key)
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or math.isnan(value)
    ):
        raise stated.unexpected(key, "expected a number")
    return value


def _choices(stated: Table) -> tuple[str, ...]:
    if "choices" not in stated.values:
        return ()
    value = stated.values["choices"]
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(each, str) for each in value)
    ):
        raise stated.unexpected(
            "choices",
            'expected a list of texts, as they are typed, such as ["adam", "sgd"]',
        )
    return tuple(dict.fromkeys(value))
