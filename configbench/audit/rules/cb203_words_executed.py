"""CB203: what is typed is run as Python."""

import re
from collections.abc import Iterator, Sequence

from configbench.audit.model import Act, Observation, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule
from configbench.values import amount

#: What only something that calculates makes one number of.
_SUM = re.compile(r"(\d{1,9})\+(\d{1,9})")
_RUNS = {"builtins.eval", "builtins.exec"}


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.VALUE):
        found, leaf = (
            _SUM.fullmatch(tried.typed or ""),
            facts.leaf(became, setting.name),
        )
        if found and leaf is not None and amount(leaf) == int(found[1]) + int(found[2]):
            yield observed(
                facts,
                "CB203",
                "it is calculated",
                (tried, became),
                expected="text, or a refusal",
                arrived=shown(setting.name, leaf),
                says=f"{tried.typed!r} is run as Python: {shown(setting.name, leaf)}",
            )
    yield from _written(facts)


def _written(facts: Facts) -> Iterator[Observation]:
    """What the source says, for words that no run has shown."""
    for name, setting in facts.settings.items():
        if setting.option is not None and setting.option.type in _RUNS:
            yield _told((name,), facts.reader(setting), facts.where(name))
    places: dict[str, list[str]] = {}
    for where, call in facts.sources.executed():
        places.setdefault(call, []).append(where)
    for call, [where, *others] in places.items():
        yield _told((), call, where, others)


def _told(
    settings: tuple[str, ...], cause: str, where: str, others: Sequence[str] = ()
) -> Observation:
    what = f"{cause} (and at {', '.join(others)})" if others else cause
    return Observation(
        rule="CB203",
        settings=settings,
        cause=cause,
        expected="values, read and not run",
        arrived=cause,
        says=f"{what}: whoever can type, or fill a sweep's file, can run anything",
        where=where,
    )


RULE = Rule("CB203", Severity.WARNING, "words are executed", _judge)
