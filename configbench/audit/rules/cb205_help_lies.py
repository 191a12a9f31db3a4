"""CB205: the help states a default that is not the default."""

import re
from collections.abc import Iterator

from configbench.audit.model import Observation, Option, Severity
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.reading import number, shown, text
from configbench.audit.rules.rule import Rule
from configbench.values import Typed, amount, same_value

#: What behind a number makes another number of it: ``5 minutes``, ``10%``, ``1,000``.
_UNIT = re.compile(r"\s*(\w|%|[*/^]|,\d)")
_WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "false": False,
    "no": False,
    "off": False,
}


def _judge(facts: Facts) -> Iterator[Observation]:
    for name, setting in facts.settings.items():
        option = setting.option
        if option is None or option.default is None or name in facts.fed:
            continue
        stated = facts.sources.default_in_help(option)
        if stated is None or not lies(stated, option, option.default, setting.default):
            continue
        yield Observation(
            rule="CB205",
            settings=(name,),
            cause="help",
            expected=f"the default that the help states: {stated}",
            arrived=shown(name, option.default),
            says=f"the help of {name} says {stated}, and the default is "
            f"{shown(name, option.default).partition('=')[2]}",
            where=facts.where(name),
        )


def lies(stated: str, option: Option, default: Typed, arrived: Typed) -> bool:
    """Whether a stated default is neither the parser's nor what arrives; in doubt it is not.

    None is often filled in later, text may be shortened, a number have a unit.
    """
    said = number(stated)
    if said is not None and default["t"] in {"int", "float"}:
        if _has_unit(stated, option.help):
            return False
        held = {amount(default), amount(arrived)}
        return said not in held and not any(_rounds(each, stated) for each in held)
    if default["t"] == "bool" and option.off and not option.on:
        return False  # of a flag that turns off, the help may tell whether the flag is given
    if default["t"] == "bool" and stated.lower() in _WORDS:
        return not same_value({"t": "bool", "v": _WORDS[stated.lower()]}, default)
    one = text(default)
    if not one or said is not None or not (stated.isalnum() and one.isalnum()):
        return False
    low, other = stated.lower(), one.lower()
    return low not in other and other not in low and text(arrived) != stated


def _rounds(value: float | None, stated: str) -> bool:
    """Whether a number is stated with fewer decimals than it has: ``0.33``."""
    whole, _, decimals = stated.partition(".")
    return (
        value is not None
        and decimals.isdigit()
        and whole.lstrip("+-").isdigit()
        and round(value, len(decimals)) == float(stated)
    )


def _has_unit(stated: str, help_: str) -> bool:
    found = re.search(
        rf"default\W{{0,3}}(\w+\W{{1,3}})?{re.escape(stated)}", help_, re.IGNORECASE
    )
    return found is None or bool(_UNIT.match(help_[found.end() :]))


RULE = Rule("CB205", Severity.WARNING, "the help states another default", _judge)
