"""CB104: a value that is none of this setting, and the program runs."""

from collections.abc import Iterator

from configbench.audit.model import Act, Kind, Must, Observation, Setting, Severity, Try
from configbench.audit.rules.facts import IN_FILE, Facts, observed
from configbench.audit.rules.reading import shown, text
from configbench.audit.rules.rule import Rule

_VALUES = (Act.VALUE, *IN_FILE)


def _judge(facts: Facts) -> Iterator[Observation]:
    yield from _in_place_of_sections(facts)
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


def _in_place_of_sections(facts: Facts) -> Iterator[Observation]:
    """Yield values that stand where a file has a section, and nothing comes of either.

    A setting that is gone with its section is missed as soon as it is read.
    """
    for tried, became in facts.results:
        if tried.act is not Act.FILE_SCALAR or not facts.accepted(became):
            continue
        known = [facts.settings[name] for name in tried.settings]
        there = all(facts.leaf(became, each.name) is not None for each in known)
        held = any(text(leaf) == tried.typed for leaf in facts.moved(became).values())
        if known and there and not held:
            yield observed(
                facts,
                "CB104",
                f"{known[0].file}: no section",
                (tried, became),
                arrived=shown(known[0].name, facts.leaf(became, known[0].name)),
                says=f"{tried.typed!r} stands where a section belongs, and nothing comes of it",
                name=known[0].name,
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
