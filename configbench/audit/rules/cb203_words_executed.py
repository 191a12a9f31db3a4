"""CB203: what is typed is run as Python."""

import re
from collections.abc import Collection, Iterator

from configbench.audit.model import Act, How, Observation, Setting, Severity
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule
from configbench.values import amount

#: What only something that calculates makes one number of.
_SUM = re.compile(r"(\d{1,9})\+(\d{1,9})")
_RUNS = {"builtins.eval", "builtins.exec"}


def _judge(facts: Facts) -> Iterator[Observation]:
    calculated: set[str] = set()
    for setting, tried, became in facts.taken(Act.VALUE):
        found, leaf = (
            _SUM.fullmatch(tried.typed or ""),
            facts.leaf(became, setting.name),
        )
        if found and leaf is not None and amount(leaf) == int(found[1]) + int(found[2]):
            calculated.add(setting.name)
            yield observed(
                facts,
                "CB203",
                facts.reader(setting) if _runs(setting) else "it is calculated",
                (tried, became),
                expected="text, or a refusal",
                arrived=shown(setting.name, leaf),
                says=f"{tried.typed!r} is run as Python: {shown(setting.name, leaf)}",
            )
    yield from _written(facts, calculated)


def _runs(setting: Setting) -> bool:
    """Whether its parser is told to run what is typed."""
    return setting.option is not None and setting.option.type in _RUNS


def _written(facts: Facts, calculated: Collection[str]) -> Iterator[Observation]:
    """What the source says, for words that no run has shown."""
    for name, setting in facts.settings.items():
        if _runs(setting) and name not in calculated:
            yield _told((name,), facts.reader(setting), facts.where(name))
    if calculated and facts.target.spot.how is How.PLANTED:
        # In front of the place: what has calculated them.
        return
    for where, line in facts.sources.executed():
        yield _told((), f"{line} at {where}", where, line)


def _told(
    settings: tuple[str, ...], cause: str, where: str, line: str = ""
) -> Observation:
    what = line or cause
    return Observation(
        rule="CB203",
        settings=settings,
        cause=cause,
        expected="values, read and not run",
        arrived=what,
        says=f"{what}: whoever can type, or fill a sweep's file, can run anything",
        where=where,
    )


RULE = Rule("CB203", Severity.WARNING, "words are executed", _judge)
