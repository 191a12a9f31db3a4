"""What is written into a program's files, and what has to become of it: facts in, tries out."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from configbench.audit.configs import words
from configbench.audit.configs.feeding import Fed, changed
from configbench.audit.configs.files import Config
from configbench.audit.configs.keys import Document, Format, Key
from configbench.audit.model import Act, Edited, Expected, Must, Try, Wanted
from configbench.audit.planning.demands import TELL
from configbench.audit.planning.naming import Names
from configbench.audit.planning.plan import drawing

#: Of how many keys that are alike all is written, before it is known whether anything comes of it.
_SAMPLE = 4
#: Of how many keys of a file a second one is written.
_TWICE = 2

_EXTRA = "extra_settings"

#: Of a section nothing is asked.
_UNASKED = Wanted()


@dataclass(frozen=True)
class Planned:
    """A try, and what it is alike to: what becomes of one of a group is likely to become of all."""

    group: Hashable
    tried: Try


def tries(feds: Sequence[Fed], seed: int) -> list[Planned]:
    """Return all that may be written, those of one key behind each other.

    Parameters
    ----------
    feds
        The keys that feed settings.
    seed
        Of what is drawn.
    """
    return [
        planned
        for each in feds
        for planned in (*_values(each), *_names(each, feds, seed), *_twice(each))
    ] + [
        planned
        for config, own in _by_config(feds).items()
        for planned in _sections(config, own)
    ]


def sample(planned: Sequence[Planned], seed: int) -> list[Planned]:
    """Draw some of each group; of those the rest is tried of which anything comes."""
    groups: dict[Hashable, list[Planned]] = defaultdict(list)
    for each in planned:
        groups[each.group].append(each)
    drawn = {
        id(each)
        for number, group in enumerate(groups.values())
        for each in drawing(f"{seed} files {number}").sample(
            group, min(len(group), _most(group[0]))
        )
    }
    return [each for each in planned if id(each) in drawn]


def _most(one: Planned) -> int:
    return _TWICE if one.tried.act is Act.FILE_TWICE else _SAMPLE


def _by_config(feds: Sequence[Fed]) -> Mapping[Config, list[Fed]]:
    found: dict[Config, list[Fed]] = defaultdict(list)
    for each in feds:
        found[each.config].append(each)
    return found


# -- of one key -----------------------------------------------------------------------------------


def _values(each: Fed) -> Iterator[Planned]:
    written_in = each.config.document.format
    wanted = each.setting.wanted
    option = each.setting.option
    alike = (each.config.path, wanted, option.type if option else "")
    for word in words.written(written_in, wanted, each.key):
        if word.act is not Act.VALUE:
            continue
        new = each.config.document.with_value(each.key, word.raw)
        edits = changed(each.config, new)
        if not edits:
            continue
        act = Act.FILE_DOUBT if word.doubt else Act.FILE_VALUE
        tried = _try(
            act,
            (each.setting.name,),
            word.expected,
            word.word or word.raw,
            word.why,
            edits,
        )
        yield Planned((*alike, word.why), tried)


def _names(each: Fed, feds: Sequence[Fed], seed: int) -> Iterator[Planned]:
    """Yield a key that is misspelt, in the place of the right one."""
    config, key = each.config, each.key
    if config.document.format is Format.ENV:
        return  # it holds variables of other programs, too
    known = Names(
        frozenset(
            {
                *(part for other in config.document.keys for part in other.path),
                *(name for other in feds for name in other.leaves),
            }
        )
    )
    name = known.misspelt(key.path[-1], drawing(f"{seed} {key.dotted}"))
    if name is None:
        return
    edits = changed(config, config.document.with_name(key, name))
    if edits:
        expected = Expected(Must.REJECT, text="a refusal: there is no such key")
        why = "a letter is wrong"
        tried = _try(Act.FILE_NAME, (each.setting.name,), expected, name, why, edits)
        yield Planned((config.path, Act.FILE_NAME, key.path[:-1]), tried)


def _twice(each: Fed) -> Iterator[Planned]:
    config, key = each.config, each.key
    if config.document.format is Format.ENV:
        return  # variables are set again and again
    written = words.written(config.document.format, each.setting.wanted, key)
    again = next((word for word in written if word.act is Act.REPEATED), None)
    if again is None:
        return
    edits = changed(config, config.document.doubled(key, again.raw))
    if edits:
        tried = _try(
            Act.FILE_TWICE,
            (each.setting.name,),
            TELL,
            again.word or again.raw,
            again.why,
            edits,
        )
        yield Planned((config.path, Act.FILE_TWICE), tried)


# -- of a file ------------------------------------------------------------------------------------


def _sections(config: Config, own: Sequence[Fed]) -> Iterator[Planned]:
    """Yield a section too many, and a value in the place of each section that is known."""
    document = config.document
    edits = changed(config, document.with_section(_EXTRA, "value", "1"))
    if edits and _is_its_own(document, own):
        names = tuple(each.setting.name for each in own)
        expected = Expected(Must.REJECT, text="a refusal: there is no such section")
        why = "a section of another program, or of an older state of this one"
        tried = _try(Act.FILE_SECTION, names, expected, _EXTRA, why, edits)
        yield Planned((config.path, Act.FILE_SECTION), tried)
    for key in document.keys:
        below = tuple(each.setting.name for each in own if _is_below(each.key, key))
        if key.section and below:
            yield from _scalars(config, key, below)


def _is_its_own(document: Document, own: Sequence[Fed]) -> bool:
    """Whether a file has sections, and is read whole: one that is shared has those of others."""
    tops = {key.path[0] for key in document.keys}
    fed = {each.key.path[0] for each in own}
    return any(key.section for key in document.keys) and len(tops) > 1 and tops <= fed


def _is_below(key: Key, section: Key) -> bool:
    return key.path[: len(section.path)] == section.path and key != section


def _scalars(config: Config, key: Key, below: tuple[str, ...]) -> Iterator[Planned]:
    for word in words.written(config.document.format, _UNASKED, key):
        edits = changed(config, config.document.with_value(key, word.raw))
        if not edits or word.expected.must is Must.TELL:
            continue
        expected = Expected(Must.REJECT, text=f"a refusal: {key.dotted} is a section")
        tried = _try(
            Act.FILE_SCALAR, below, expected, word.word or word.raw, word.why, edits
        )
        yield Planned((config.path, Act.FILE_SCALAR), tried)


def _try(
    act: Act,
    settings: tuple[str, ...],
    expected: Expected,
    typed: str,
    why: str,
    edits: tuple[Edited, ...],
) -> Try:
    return Try(act, settings, (), expected, typed, why, edited=edits)
