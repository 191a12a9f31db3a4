"""Which setting each key of a file feeds: its value is changed, and what arrives tells."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from configbench.audit.configs.edits import edited
from configbench.audit.configs.files import Config, is_secret
from configbench.audit.configs.keys import Format, Key
from configbench.audit.configs.reading import TEXTUAL, unquoted
from configbench.audit.model import (
    NUMBERS,
    Act,
    Arrived,
    Edited,
    Kind,
    Leaves,
    Narrowed,
    Option,
    Said,
    Setting,
    Target,
    Try,
    Wanted,
)
from configbench.audit.planning.demands import TELL
from configbench.audit.planning.naming import normal
from configbench.audit.planning.wanted import annotated, is_declared, wanted
from configbench.audit.target.leaves import differing
from configbench.values import Typed, amount

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?(0|[1-9]\d*)")
_OPPOSITE = {
    "true": "false",
    "false": "true",
    "yes": "no",
    "no": "yes",
    "on": "off",
    "off": "on",
}
_NOTHING = frozenset({"", "null", "~", "none"})


@dataclass(frozen=True)
class Fed:
    """A key, and what arrives of it.

    Attributes
    ----------
    config, key
        Where it stands.
    setting
        What it feeds; what this is wanted to be, as a setting that is written into a file.
    leaves
        All names under which it arrives: the program may hold what it has read beside what it has
        made of it.
    typed
        The setting as it is typed on the command line, if it can be.
    """

    config: Config
    key: Key
    setting: Setting
    leaves: tuple[str, ...]
    typed: Setting | None = None


@dataclass(frozen=True)
class Probe:
    """A key with another value, which is tried."""

    config: Config
    key: Key
    text: str
    tried: Try


def changed(config: Config, new: str | None) -> tuple[Edited, ...]:
    """Return a file with another text, as a try has it; nothing if that is no other."""
    if new is None:
        return ()
    document = config.document
    found = edited(config.path, config.shown, document.mark + document.text, new)
    return (found,) if found is not None else ()


def probes(
    configs: Iterable[Config], settings: Mapping[str, Setting]
) -> Iterator[Probe]:
    """Yield each key of some files with a value that is near its own.

    Parameters
    ----------
    configs
        The files.
    settings
        Those of the command line, by name: which words are a choice.
    """
    for config in configs:
        last = {
            key.path: key
            for key in config.document.keys
            if not key.section and not is_secret(key)
        }
        for key in last.values():
            text = _near(key, _choices(key, settings))
            if text is not None:
                yield from _probe(config, key, text)


def emptied(idle: Iterable[Probe]) -> Iterator[Probe]:
    """Yield the keys again that have moved nothing, where every value is text: with none.

    Any text is true to a program that asks no more than whether there is one.
    """
    for each in idle:
        if each.config.document.format in TEXTUAL and each.text:
            yield from _probe(each.config, each.key, "")


def _probe(config: Config, key: Key, text: str) -> Iterator[Probe]:
    quote = "" if unquoted(key.raw) is None or not text else key.raw[0]
    edits = changed(config, config.document.with_value(key, f"{quote}{text}{quote}"))
    if edits:
        tried = Try(
            Act.FILE_VALUE, (), (), TELL, text, "which setting it feeds", edited=edits
        )
        yield Probe(config, key, text, tried)


def _choices(key: Key, settings: Mapping[str, Setting]) -> tuple[str, ...]:
    name = normal(key.path[-1])
    for each in settings.values():
        if normal(each.name.rpartition(".")[2]) == name and each.wanted.choices:
            return each.wanted.choices
    return ()


def _near(key: Key, choices: Sequence[str]) -> str | None:
    """Return a value like the one that stands there, without quotes; None if there is none."""
    inner = unquoted(key.raw)
    raw = key.raw if inner is None else inner
    if "\n" in raw or raw.lower() in _NOTHING or raw[:1] in "[{&*!|>":
        return None
    for each in choices:
        if each != raw:
            return each
    if raw.lower() in _OPPOSITE:
        other = _OPPOSITE[raw.lower()]
        return other.capitalize() if raw[:1].isupper() else other
    if _WHOLE.fullmatch(raw):
        return str(int(raw) + 1)
    if _NUMBER.fullmatch(raw):
        return f"{float(raw) / 2:.12f}".rstrip("0") + (
            "0" if float(raw) / 2 == int(float(raw) / 2) else ""
        )
    return f"{raw}x"


# -- what they feed -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What is known of the settings at the place behind the files.

    Attributes
    ----------
    target
        The program there.
    settings
        Those of the command line, by name.
    narrowed
        What a user states of some.
    unstable
        Names of leaves that change from run to run.
    """

    target: Target
    settings: Mapping[str, Setting]
    narrowed: Mapping[str, Narrowed]
    unstable: frozenset[str] = frozenset()


def fed(
    known: Known, tried: Iterable[tuple[Probe, Arrived]], others: Iterable[Fed] = ()
) -> tuple[list[Fed], list[Probe]]:
    """Return what some keys feed, beside others, and those that move nothing at the place."""
    names = {each.setting.name for each in others}
    found: list[Fed] = []
    idle: list[Probe] = []
    for probe, became in tried:
        if not became.reached:
            continue
        moved = _moved(known, became)
        leaves = _leaves(probe, moved)
        if leaves:
            each = _fed(known, probe, leaves)
            found.append(_apart(each, names))
            names.add(found[-1].setting.name)
        elif not moved:
            idle.append(probe)
    return found, idle


def _apart(each: Fed, names: Container[str]) -> Fed:
    """Return what is fed under a name that nothing else has."""
    for name in (
        each.setting.name,
        each.leaves[0],
        f"{each.config.shown}: {each.key.dotted}",
    ):
        if name not in names:
            return replace(each, setting=replace(each.setting, name=name))
    return each


def _moved(known: Known, became: Arrived) -> Leaves:
    other = differing(known.target.leaves, became.leaves) - known.unstable
    return {name: leaf for name, leaf in became.leaves.items() if name in other}


def _leaves(probe: Probe, moved: Leaves) -> tuple[str, ...]:
    """Return the leaves that have become what was written, those of the key's own name."""
    holding = [name for name, leaf in moved.items() if _is(leaf, probe.text)]
    last = normal(probe.key.path[-1])
    named = [name for name in holding if normal(name.rpartition(".")[2]) == last]
    below = normal(probe.key.dotted)
    whole = [name for name in named if f".{normal(name)}".endswith(f".{below}")]
    if whole or named:
        return tuple(whole or named)
    return tuple(holding) if len(holding) == 1 else ()


def _is(leaf: Typed, text: str) -> bool:
    """Whether a value is what was written, as a number, a truth or a text."""
    if leaf["t"] == "bool":
        if not text:
            return leaf["v"] is False
        return text.lower() in _OPPOSITE and leaf["v"] is (
            text.lower() in {"true", "yes", "on"}
        )
    number = amount(leaf)
    if number is not None:
        return bool(_NUMBER.fullmatch(text)) and number == float(text)
    return leaf.get("v") == text and "cut" not in leaf


def _fed(known: Known, probe: Probe, leaves: tuple[str, ...]) -> Fed:
    # What a parser knows comes first, and then what the program has made of it.
    first = next((each for each in leaves if _typed(known.settings, each)), leaves[0])
    typed = _typed(known.settings, first)
    option = _option(known.target, leaves)
    option = option or (typed.option if typed is not None else None)
    default = known.target.leaves.get(first)
    if default is None:
        default = {"t": "NoneType", "v": None}
    setting = Setting(
        name=typed.name if typed is not None else _name(known, probe, first),
        wanted=_wanted(known, probe, first, default, option, typed),
        default=default,
        by="file",
        option=option,
        where=f"{probe.config.path}:{probe.key.line}",
        file=probe.config.kind,
    )
    rest = tuple(each for each in leaves if each != first)
    return Fed(probe.config, probe.key, setting, (first, *rest), typed)


def _option(target: Target, leaves: Sequence[str]) -> Option | None:
    """Return what a parser or a class tells of what is fed, under any of its names."""
    for name in leaves:
        for each in target.options:
            if each.leaf == name:
                return each
        for each in target.declared:
            if f".{name}".endswith(f".{each.leaf}"):
                return each
    return None


def _name(known: Known, probe: Probe, leaf: str) -> str:
    """Return what a setting is called that is not typed: as in its file, if it arrives so.

    Else as it arrives, without the name of its variable.
    """
    dotted = probe.key.dotted
    if f".{leaf}".endswith(f".{dotted}"):
        return dotted
    variable, _, below = leaf.partition(".")
    in_full = known.target.spot.in_full and not variable.isdigit()
    return below if in_full and below else leaf


def _typed(settings: Mapping[str, Setting], leaf: str) -> Setting | None:
    """Return the setting of the command line that a leaf is, whichever variable holds it."""
    return settings.get(leaf) or settings.get(leaf.partition(".")[2])


def _wanted(
    known: Known,
    probe: Probe,
    name: str,
    default: Typed,
    option: Option | None,
    typed: Setting | None,
) -> Wanted:
    """Return what a setting is wanted to be: as it is declared, or as it arrives."""
    if typed is not None and is_declared(typed.wanted):
        return typed.wanted
    if option is not None and not option.valued:
        # No parser takes words for it: a class declares it, or nothing does.
        hint = annotated(option.annotation)
        if is_declared(hint):
            return hint
        option = None
    found = wanted(option, default, known.narrowed.get(name), known.target.grammar)
    if is_declared(found) or found.kind in {*NUMBERS, Kind.BOOL}:
        return found
    if default["t"] != "str":
        return found
    flags = typed is not None and not typed.wanted.choices and (typed.on or typed.off)
    if flags and str(default["v"]).lower() in _OPPOSITE:
        return Wanted(Kind.BOOL, Said.DEFAULT)
    if _is_number_as_text(probe, default):
        return Wanted(Kind.NUMBER, Said.DEFAULT)
    return Wanted(Kind.STR, Said.DEFAULT)


def _is_number_as_text(probe: Probe, default: Typed) -> bool:
    """Whether a number stands in the file, in no quotes, and arrives as text: a fault already."""
    of_types = probe.config.document.format is Format.YAML
    return (
        of_types
        and _NUMBER.fullmatch(probe.key.raw) is not None
        and default.get("v") == probe.key.raw
    )
