"""CB104: a value that is none of this setting, and the program runs."""

from collections.abc import Iterator

from configbench.audit.model import Act, Kind, Must, Observation, Setting, Severity, Try
from configbench.audit.rules.facts import IN_FILE, Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule

_VALUES = (Act.VALUE, *IN_FILE)


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(
        Act.VALUE, Act.BARE, Act.SWALLOW, *IN_FILE
    ):
        leaf = facts.leaf(became, setting.name)
        if tried.expected.must is not Must.REJECT or leaf is None:
            continue
        if not _is_nonsense(setting, tried) or facts.sources.converted(setting.name):
            continue  # what converts it later refuses it there
        yield observed(
            facts,
            "CB104",
            f"{facts.reader(setting)}: {_form(setting, tried)}",
            (tried, became),
            arrived=shown(setting.name, leaf),
            says=f"{_typed(tried)} is taken: {shown(setting.name, leaf)}",
        )


def _is_nonsense(setting: Setting, tried: Try) -> bool:
    """Whether nothing says that these words may stand there; a name may at times stand alone."""
    if tried.act in _VALUES:
        return setting.wanted.kind is not Kind.UNKNOWN
    alone = setting.option is not None and setting.option.least == 0
    return not alone and setting.wanted.kind is not Kind.BOOL


def _form(setting: Setting, tried: Try) -> str:
    if tried.act not in _VALUES:
        return "no value"
    return f"no {setting.wanted.kind.value}"


def _typed(tried: Try) -> str:
    return "no value" if tried.typed is None else repr(tried.typed)


RULE = Rule("CB104", Severity.ERROR, "nonsense is accepted", _judge)
