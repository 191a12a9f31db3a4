"""CB101: someone says no, and the program does it."""

from collections.abc import Iterator

from configbench.audit.model import Act, Kind, Must, Observation, Setting, Severity, Try
from configbench.audit.rules.facts import IN_FILE, Facts, observed
from configbench.audit.rules.reading import is_false, meant, shown, text, truth
from configbench.audit.rules.rule import Rule


def _judge(facts: Facts) -> Iterator[Observation]:
    for setting, tried, became in facts.taken(Act.VALUE, *IN_FILE):
        leaf = facts.leaf(became, setting.name)
        if leaf is None or not _says_no(setting, tried) or not truth(leaf):
            continue
        if tried.edited and meant(leaf, tried.expected.values):
            continue  # text to some of its readers
        word = text(leaf)
        if word is not None and (
            word != tried.typed
            or _adjusted(setting)
            or facts.sources.converted(setting.name)
        ):
            continue  # it has made a word of its own of it, or may well make False of it
        dropped = tried.typed in facts.over(tried, became)
        yield observed(
            facts,
            "CB101",
            "the word is dropped" if dropped else facts.reader(setting),
            (tried, became),
            arrived=shown(setting.name, leaf),
            says=(
                f"{tried.typed!r} turns {setting.name} on: the flag takes no word, "
                "and what it does not know is dropped"
                if dropped
                else f"{tried.typed!r} arrives as {shown(setting.name, leaf)}, which is true"
            ),
        )


def _adjusted(setting: Setting) -> bool:
    return setting.option is not None and bool(setting.option.adjusted)


def _says_no(setting: Setting, tried: Try) -> bool:
    wanted = tried.expected
    return (
        setting.wanted.kind is Kind.BOOL
        and bool(tried.typed)
        and wanted.must in {Must.ACCEPT, Must.MEAN}
        and bool(wanted.values)
        # In a file other readings may stand behind the one that is meant.
        and all(map(is_false, wanted.values[:1] if tried.edited else wanted.values))
    )


RULE = Rule("CB101", Severity.ERROR, "a false word is taken as true", _judge)
