"""Numbers that arrive as text: what CB201 warns of, and CB307 notes."""

from collections import defaultdict
from collections.abc import Iterator

from configbench.audit.model import Act, Arrived, Must, Said, Setting, Try
from configbench.audit.rules.facts import IN_FILE, Facts
from configbench.audit.rules.reading import as_text, meant

#: Of one setting: each try whose number arrived as text, and whether every number does.
Texts = tuple[Setting, list[tuple[Try, Arrived]], bool]


def numbers_as_text(facts: Facts) -> Iterator[Texts]:
    """Yield each setting of which a number was typed and its text arrived."""
    texts: dict[str, list[tuple[Try, Arrived]]] = defaultdict(list)
    numbers: set[str] = set()
    for setting, tried, became in facts.taken(Act.VALUE, *IN_FILE):
        leaf = facts.leaf(became, setting.name)
        wanted = tried.expected
        if (
            leaf is None
            or wanted.must not in {Must.ACCEPT, Must.MEAN}
            or not wanted.values
        ):
            continue
        if tried.act in IN_FILE and _is_data(facts, setting):
            continue
        is_text = any(as_text(leaf, each) for each in wanted.values)
        # Of the words to choose from, ``16`` may be a text as well as a number.
        if is_text and not meant(leaf, wanted.values):
            texts[setting.name].append((tried, became))
        else:
            numbers.add(setting.name)
    for name, results in texts.items():
        yield facts.settings[name], results, name not in numbers


def _is_data(facts: Facts, setting: Setting) -> bool:
    """Whether a file may hold what it likes there: nobody declares it, nor reads it by its name."""
    is_declared = setting.wanted.said not in {Said.DEFAULT, Said.NOBODY}
    return not is_declared and not facts.sources.reads(setting.name)
