"""CB103: a name that does not exist, or a word too many, and the program runs."""

from collections.abc import Iterator

from configbench.audit.model import Act, Arrived, How, Must, Observation, Severity, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown
from configbench.audit.rules.rule import Rule

_ACTS = {
    Act.MISSPELT: "a misspelt name",
    Act.CASE: "a name in the wrong case",
    Act.DASH: "a name with a dash for an underscore, or the other way round",
    Act.OTHER_COMMAND: "an option of another subcommand",
    Act.LEFTOVER: "a word that belongs to nothing",
}


def _judge(facts: Facts) -> Iterator[Observation]:
    yield from _in_files(facts)
    if facts.target.spot.how is How.PLANTED and not _is_behind_words(facts):
        return
    strict = any(
        tried.act is Act.MISSPELT and became.refused for tried, became in facts.results
    )
    for tried, became in facts.results:
        if tried.act not in _ACTS or tried.expected.must is Must.TELL:
            continue
        if not facts.accepted(became):
            continue
        over = facts.over(tried, became)
        added = facts.added(became)
        if added and strict:
            continue  # a mapping that is open by its declaration, as the others are not
        used = facts.handed_on and (over or added)
        if used or _has_a_place(facts, tried, became):
            continue
        yield observed(
            facts,
            "CB103",
            _cause(over, added),
            (tried, became),
            arrived=_arrived(facts, tried, became, over),
            says=f"{_ACTS[tried.act]} is taken without a word: {_fate(over, added)}",
            where=facts.target.spot.at,
        )


def _in_files(facts: Facts) -> Iterator[Observation]:
    """Yield keys of files that nothing is called, and whose settings are there without them.

    A setting that is gone with its key is missed as soon as it is read.
    """
    names = 0
    for setting, tried, became in facts.taken(Act.FILE_NAME):
        leaf = facts.leaf(became, setting.name)
        if leaf is None or not _is_silent(tried, became):
            continue
        names += 1
        added = facts.added(became)
        yield observed(
            facts,
            "CB103",
            f"{setting.file}: keys are taken",
            (tried, became),
            arrived=shown(setting.name, leaf),
            says=f"a misspelt key is taken without a word: {_fate([], added)}",
        )
    for tried, became in facts.results if not names else ():
        known = [facts.settings[each] for each in tried.settings]
        there = all(facts.leaf(became, each.name) is not None for each in known)
        if tried.act is not Act.FILE_SECTION or not known or not there:
            continue
        added = facts.added(became)
        # What takes whatever there is holds data, unless each name of it is read.
        by_name = all(facts.sources.reads(each.name) for each in known)
        if added and not by_name:
            continue
        if facts.accepted(became) and _is_silent(tried, became):
            yield observed(
                facts,
                "CB103",
                f"{known[0].file}: sections are taken",
                (tried, became),
                arrived=", ".join(added) or "the same as without",
                says="a section that belongs to nothing is taken without a word",
                name=tried.settings[0],
            )


def _is_silent(tried: Try, became: Arrived) -> bool:
    """Whether nothing that is printed names what was written."""
    return str(tried.typed) not in f"{became.stdout}{became.stderr}"


def _is_behind_words(facts: Facts) -> bool:
    """Whether all words are read at a stated place, for something that is typed arrives there.

    Fire refuses what is left over when the function that it calls has returned.
    """
    moved = any(facts.moved(became) for _, became in facts.results)
    return moved and facts.target.grammar != "fire"


def _has_a_place(facts: Facts, tried: Try, became: Arrived) -> bool:
    """Whether the words do what they say: the name was understood, a word found its list."""
    moved = facts.moved(became)
    if tried.act is Act.LEFTOVER:
        return bool(moved.keys() & facts.baseline.keys()) and not facts.over(
            tried, became
        )
    if tried.act in {Act.CASE, Act.DASH} and not facts.over(tried, became):
        # Understood, the value may be set back once it is read.
        known = [
            facts.settings[name] for name in tried.settings if name in facts.settings
        ]
        if any(each.option is not None and each.option.adjusted for each in known):
            return not facts.added(became)
    return any(name in moved for name in tried.settings)


def _cause(over: list[str], added: list[str]) -> str:
    if over:
        return "words are dropped"
    return "names are added" if added else "words are taken"


def _fate(over: list[str], added: list[str]) -> str:
    if over:
        return f"{' '.join(over)} is handed back by the parser, and dropped"
    if added:
        return f"{', '.join(added)} is added to the settings"
    return "nothing comes of it"


def _arrived(facts: Facts, tried: Try, became: Arrived, over: list[str]) -> str:
    moved = facts.moved(became)
    parts = [shown(name, leaf) for name, leaf in list(moved.items())[:3]]
    parts += [
        f"{shown(name, facts.leaf(became, name))}, as without"
        for name in tried.settings
        if name not in moved and name in facts.settings
    ]
    if over:
        parts.append(f"left over: {' '.join(over)}")
    return ", ".join(parts) or "the same as without"


RULE = Rule("CB103", Severity.ERROR, "an unknown name is accepted", _judge)
