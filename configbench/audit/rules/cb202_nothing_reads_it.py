"""CB202: a setting can be typed, and nothing in the program reads it."""

from collections.abc import Iterator

from configbench.audit.model import Observation, Severity
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.rule import Rule

#: What launchers type into every program, which has to take it.
_FOR_LAUNCHERS = {"local_rank", "local-rank"}


def _judge(facts: Facts) -> Iterator[Observation]:
    read = {name: facts.sources.reads(name) for name in facts.settings}
    if len(read) > 1 and set(read.values()) == {False}:
        return  # a draft that prints them all, or something reads them that is not seen
    for name, setting in facts.settings.items():
        if name in _FOR_LAUNCHERS or not setting.where:
            continue  # what the program does not declare itself, a library may read
        if read[name] is False:
            yield Observation(
                rule="CB202",
                settings=(name,),
                cause="nothing reads it",
                expected="a program that heeds what is typed",
                arrived="nothing in the program's own source reads it",
                says=f"nothing in the program's own source reads {name}",
                where=setting.where,
            )


RULE = Rule("CB202", Severity.WARNING, "nothing reads a setting", _judge)
