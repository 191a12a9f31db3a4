"""CB102: a value is taken, and another one arrives."""

from collections.abc import Iterator

from configbench.audit.model import (
    NUMBERS,
    Act,
    Kind,
    Must,
    Observation,
    Setting,
    Severity,
    Try,
)
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import (
    as_text,
    converts_itself,
    is_split,
    meant,
    number,
    plain,
    shown,
    text,
)
from configbench.audit.rules.rule import Rule
from configbench.values import Typed, amount

#: Of what nobody is sure in a file, another rule tells.
_ACTS = (Act.VALUE, Act.BARE, Act.OFF, Act.FILE_VALUE)

#: What makes letters of a word, whatever was meant: nobody types those.
_SPLITTING = {"builtins.list", "builtins.tuple"}


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(*_ACTS):
        leaf = facts.leaf(became, setting.name)
        if leaf is None or not plain(leaf):
            continue
        if converts_itself(setting) and not _is_misread(setting, tried, leaf):
            continue
        if _is_another(setting, tried, leaf):
            what = "" if tried.typed is None else f"{tried.typed!r} "
            yield observed(
                facts,
                "CB102",
                f"{facts.reader(setting)}: {_form(setting, tried)}",
                (tried, became),
                expected="" if tried.expected.values else _instead(tried),
                arrived=shown(setting.name, leaf),
                says=f"{what}arrives as {shown(setting.name, leaf)}",
            )


def _is_another(setting: Setting, tried: Try, leaf: Typed) -> bool:
    wanted = tried.expected
    if setting.option is not None and setting.option.type in _SPLITTING:
        return is_split(leaf, tried.typed or "")
    if wanted.must is Must.REJECT:
        return _rounded(setting, tried, leaf)
    if wanted.must is Must.TELL or not wanted.values or meant(leaf, wanted.values):
        return False
    if setting.wanted.kind is Kind.BOOL and text(leaf) is not None:
        return False  # its text is true: CB101 if it says no
    return not any(as_text(leaf, each) for each in wanted.values)  # CB201


def _is_misread(setting: Setting, tried: Try, leaf: Typed) -> bool:
    """Whether what a file holds has surely become another, though nobody declares what it is.

    A number has lost what stands behind its point, and nothing else; yes has become False.
    """
    if setting.option is not None and setting.option.adjusted:
        return False
    if setting.wanted.kind is Kind.BOOL and tried.act is Act.FILE_VALUE:
        return bool(leaf["t"] == "bool")
    one, other = number(tried.typed or ""), amount(leaf)
    return (
        tried.act is Act.FILE_VALUE
        and one is not None
        and other is not None
        and one != other == int(one)
        and abs(one) >= 1
    )


def _instead(tried: Try) -> str:
    """Return what should become of a word of which nothing was demanded."""
    refused = tried.expected.must is Must.REJECT
    return "a refusal" if refused else f"{tried.typed!r}, a list of words, or a refusal"


def _rounded(setting: Setting, tried: Try, leaf: Typed) -> bool:
    """Whether a number was to be refused, and another number arrives."""
    one, other = number(tried.typed or ""), amount(leaf)
    return (
        setting.wanted.kind in NUMBERS
        and one is not None
        and one == one  # noqa: PLR0124  nan
        and other is not None
        and one != other
    )


def _form(setting: Setting, tried: Try) -> str:
    """Return what is read otherwise: what has one reason is one finding."""
    if tried.act not in {Act.VALUE, Act.FILE_VALUE}:
        return tried.act.value
    if tried.expected.must is Must.REJECT:
        return "rounded"
    return setting.wanted.kind.value


RULE = Rule("CB102", Severity.ERROR, "a value arrives as another", _judge)
