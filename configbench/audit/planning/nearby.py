"""Values beside a default: unlike it, and near enough that nobody has a reason to refuse them."""

import math
from dataclasses import dataclass

from configbench.audit.model import NUMBERS, Kind, Setting, Wanted
from configbench.audit.planning.wanted import MANY, UNKNOWN, is_many
from configbench.inside.typed import typed
from configbench.values import Typed, amount


@dataclass(frozen=True)
class Value:
    """A value that nobody has a reason to refuse.

    Attributes
    ----------
    texts
        As it is typed.
    items
        Of a list, the text of each item.
    """

    texts: tuple[str, ...]
    items: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that is typed."""
        return " ".join(self.texts)


def beside(setting: Setting) -> tuple[Value, Value]:
    """Return two values of a setting that differ from its default."""
    if setting.wanted.kind not in MANY:
        one, two = near(setting.wanted, setting.default)
        return Value((one,)), Value((two,))
    in_words = setting.option is not None and is_many(setting.option)
    first, second = (
        Value(tuple(items) if in_words else (f"[{','.join(items)}]",), tuple(items))
        for items in lists(setting)
    )
    return first, second


def near(wanted: Wanted, default: Typed) -> tuple[str, str]:
    """Return two values that differ from the default and are like it."""
    if wanted.kind in NUMBERS:
        found = _numbers(wanted, default)
    elif wanted.kind is Kind.CHOICE:
        found = [each for each in wanted.choices if default.get("v") != each]
        found += list(wanted.choices)
    elif wanted.kind is Kind.BOOL:
        found = ["True", "False"] if default.get("v") is False else ["False", "True"]
    elif wanted.kind is Kind.PATH:
        found = ["/nonexistent/a", "/nonexistent/b", "/nonexistent/c"]
    else:
        found = ["abc", "xyz", "uvw"]
    found = [each for each in found if default.get("v") != each] or found
    return found[0], found[1 % len(found)]


def _numbers(wanted: Wanted, default: Typed) -> list[str]:
    """Return numbers near the default, for the range of a setting is unknown, within its bounds."""
    value = plain_number(default)
    least = -math.inf if wanted.least is None else wanted.least
    most = math.inf if wanted.most is None else wanted.most
    is_float = default["t"] == "float" or (
        wanted.kind is Kind.FLOAT and default["t"] != "int"
    )
    if is_float or wanted.kind is Kind.FLOAT:
        start = 1.0 if value is None else float(value)
        drawn = [start / 2, start / 4, start * 2, 0.5, 0.25, 1.0, least, most]
        if math.isfinite(least) and math.isfinite(most):
            drawn += [(least + most) / 2, least + (most - least) / 4]
        texts = [_scientific(each) for each in drawn if math.isfinite(each)]
    else:
        whole = 2 if value is None else int(value)
        inner = [whole + step for step in (1, 2, -1, -2)]
        edges = [math.ceil(least)] if math.isfinite(least) else []
        edges += [math.floor(most)] if math.isfinite(most) else []
        texts = [str(each) for each in (*inner, *edges, *(edge + 1 for edge in edges))]
    fitting = [text for text in texts if least <= float(text) <= most]
    other = [text for text in fitting if value is None or float(text) != value]
    # A dash in front is a trial of its own.
    other.sort(key=lambda text: text.startswith("-"))
    return list(dict.fromkeys(other)) or fitting or texts


def plain_number(value: Typed) -> float | int | None:
    """Return a number that arrived, if it is one, finite and no bool."""
    number = amount(value)
    if number is None or not math.isfinite(number):
        return None
    return int(value["v"]) if value["t"] == "int" else number


def _scientific(value: float) -> str:
    """Return a number of one or two digits as people and tools write it: ``5e-4``.

    >>> _scientific(0.0005)
    '5e-4'
    """
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def lists(setting: Setting) -> tuple[list[str], list[str]]:
    """Return two lists of a setting's kind, as the words of their items."""
    wanted, option = setting.wanted, setting.option
    # A mapping holds pairs; those of a parser's defaults, to which words add, are no items.
    body = setting.default.get("v")
    held = body if isinstance(body, list) and all(map(_is_typed, body)) else []
    length = len(held)
    number = 2
    if wanted.kind is Kind.TUPLE:
        number = len(wanted.items) or length or 2
    elif option is not None and not option.repeatable and option.most != 1:
        number = max(option.least, min(2, option.most or 2))
    defaults = held if length == number else [typed(None)] * number
    kinds = wanted.items if wanted.kind is Kind.TUPLE else wanted.items[:1] * number
    if len(kinds) != number:
        kinds = (UNKNOWN,) * number
    both = [near(kind, default) for kind, default in zip(kinds, defaults, strict=True)]
    return [one for one, _ in both], [two for _, two in both]


def _is_typed(item: object) -> bool:
    return isinstance(item, dict)
