"""CB303: a refusal that tells neither what was wrong nor where."""

import re
from collections.abc import Iterator

from configbench.audit.model import Act, Must, Observation, Severity, Try
from configbench.audit.rules.facts import IN_FILE, Facts, observed
from configbench.audit.rules.reading import last_line, message
from configbench.audit.rules.rule import Rule

_ACTS = (Act.VALUE, Act.MISSPELT, Act.SWALLOW, *IN_FILE, Act.FILE_NAME)


_LINE = re.compile(r"\bline\W+\d")


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.tries(*_ACTS):
        if not became.refused or tried.expected.must not in {Must.REJECT, Must.MEAN}:
            continue
        said = message(became).casefold().replace("_", "-")
        if any(word in said for word in _telling(setting.name, tried)):
            continue
        if tried.edited and _LINE.search(said):
            continue  # where it stands
        yield observed(
            facts,
            "CB303",
            "nothing is said" if not said else "neither name nor value",
            (tried, became),
            expected="a message that names the setting or the value",
            arrived=last_line(became) or "nothing is printed",
            says="the message names neither the setting nor the value",
        )


def _telling(name: str, tried: Try) -> set[str]:
    """Return what would help, of which any is enough: as typed, and the setting's last name."""
    words = {*tried.words, tried.typed or "", name, name.rpartition(".")[2]}
    words |= {part for word in tried.words for part in word.lstrip("-").split("=", 1)}
    return {word.casefold().replace("_", "-") for word in words if word.strip("-")}


RULE = Rule("CB303", Severity.NOTE, "a message names neither setting nor value", _judge)
