"""Which of file, environment and command line wins: what is typed, and what is told of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from configbench import foreign
from configbench.audit.configs import documents
from configbench.audit.configs.feeding import Fed, changed
from configbench.audit.configs.files import Config
from configbench.audit.configs.keys import Document, Format, Key
from configbench.audit.engine import Engine
from configbench.audit.model import (
    Act,
    Arrived,
    Edited,
    Leaves,
    Line,
    Setting,
    Target,
    Try,
)
from configbench.audit.planning.demands import demanded
from configbench.audit.planning.naming import normal
from configbench.audit.planning.nearby import beside
from configbench.audit.planning.spelling import filled
from configbench.audit.planning.wanted import MANY
from configbench.values import equal

_CONSTANT = re.compile(rb"""["']([A-Za-z][A-Za-z0-9_]*_|[A-Z][A-Z0-9_]+)["']""")
#: Names of variables that are tried for one setting, at most.
_MOST = 64

#: Of how many settings it is tried whether a variable sets them.
_ASKED = 3

WORDS, VARIABLE = "command line", "environment"


@dataclass(frozen=True)
class Beside:
    """A setting that is typed while a file has it, and while the file does not.

    Attributes
    ----------
    fed
        Which.
    both, alone
        The two tries.
    """

    fed: Fed
    both: Try
    alone: Try


def typed_beside(feds: Iterable[Fed]) -> Iterator[Beside]:
    """Yield each setting that a file feeds and that can be typed, with what is tried of it."""
    for each in feds:
        edits = _without(each.config, each.key)
        words = _words(each)
        if each.typed is None or words is None or not edits:
            continue
        line, text = words
        expected = demanded(each.setting.wanted, text)
        if not expected.values:
            continue
        name = (each.setting.name,)
        why = "typed for this run alone, and the file has it"
        both = Try(Act.FILE_AND_WORDS, name, line, expected, text, why)
        alone = Try(Act.FILE_AND_WORDS, name, line, expected, text, why, edited=edits)
        yield Beside(each, both, alone)


def _words(each: Fed) -> tuple[tuple[str, ...], str] | None:
    """Return words that set a setting to what neither it nor its file has."""
    typed = each.typed
    if typed is None or typed.wanted.kind in MANY or not typed.valued:
        return None
    if typed.option is not None and (typed.option.positional or typed.option.command):
        return None
    probe = Setting(typed.name, each.setting.wanted, each.setting.default)
    for value in beside(probe):
        line = filled(typed.valued, value.texts)
        if line is not None and value.text not in {
            each.key.raw,
            each.setting.default.get("v"),
        }:
            return line, value.text
    return None


def _without(config: Config, key: Key) -> tuple[Edited, ...]:
    """Return a file without a key; with another name for it, where it cannot be taken out."""
    document = config.document
    for text in _shortened(document, key):
        read = documents.read(config.path, document.mark + text)
        if read is not None and _lacks(document, read, key):
            return changed(config, document.mark + text)
    return changed(config, document.with_name(key, f"{key.path[-1]}_unused"))


def _shortened(document: Document, key: Key) -> Iterator[str]:
    """Yield texts in which a key may be missing: its line, or itself with a comma beside it."""
    lines = document.text.splitlines(keepends=True)
    yield "".join([*lines[: key.line - 1], *lines[key.line :]])
    front, behind = document.text[: key.name.start], document.text[key.at.end :]
    yield front + behind.lstrip().removeprefix(",").lstrip()
    yield front.rstrip().removesuffix(",") + behind
    yield front + behind


def _lacks(before: Document, after: Document, key: Key) -> bool:
    """Whether all keys are there with their values, but for one."""
    left = [
        (each.path, each.raw)
        for each in before.keys
        if not each.section and each != key
    ]
    return left == [(each.path, each.raw) for each in after.keys if not each.section]


# -- variables ------------------------------------------------------------------------------------


def variables(each: Fed, target: Target, taken: Collection[str]) -> list[str]:
    """Return names of variables that may set a setting, the likeliest first.

    They are made of the names and prefixes in the program's own sources.

    Parameters
    ----------
    each
        The setting.
    target
        The program.
    taken
        Names of variables that are set already.
    """
    last = normal(each.key.path[-1])
    if each.config.document.format is Format.ENV:
        return [each.key.path[-1]]
    bare = last.replace("-", "_").upper()
    parts = "__".join(part.upper() for part in each.key.path)
    found = [bare, parts, "_".join(part.upper() for part in each.key.path)]
    stem = re.sub(r"\W", "_", target.entry[-1].rpartition("/")[2].partition(".")[0])
    prefixes = [f"{stem.upper()}_", f"{stem.upper()}__"]
    constants = _constants(target)
    whole = [text for text in constants if not text.endswith("_")]
    found += [text for text in whole if normal(text).endswith(last)]
    prefixes += [text for text in constants if text.endswith("_")]
    # Some libraries put the underscore behind a prefix themselves.
    prefixes += [f"{text}_" for text in whole]
    found += [f"{front}{name}" for front in prefixes for name in (bare, parts)]
    free = [name for name in dict.fromkeys(found) if name not in taken]
    return free[:_MOST]


def _constants(target: Target) -> list[str]:
    found: list[str] = []
    for file in target.files:
        try:
            content = foreign.read(file)
        except (foreign.ForeignError, OSError):
            continue
        found += [match[1].decode() for match in _CONSTANT.finditer(content)]
    return list(dict.fromkeys(found))


# -- what is told ---------------------------------------------------------------------------------


def is_set(each: Fed, leaves: Leaves, text: str) -> bool:
    """Whether a value has arrived for a setting, under any of its names."""
    expected = demanded(each.setting.wanted, text).values
    return any(
        name in leaves and any(equal(leaves[name], value) for value in expected)
        for name in each.leaves
    )


def won(
    feds: Iterable[Fed],
    beside_: Iterable[Beside],
    results: Iterable[tuple[Try, Arrived]],
) -> dict[str, bool]:
    """Return by the name of a setting whether what is typed wins over its file.

    Only of those that arrive with the file, or where it does not have them.
    """
    became = {id(tried): arrived(one) for tried, one in results}
    names = {each.setting.name for each in feds}
    found = {}
    for each in beside_:
        both, alone = became.get(id(each.both)), became.get(id(each.alone))
        text = each.both.typed or ""
        name = each.fed.setting.name
        if name not in names or both is None or alone is None:
            continue
        # A program may want the key, whatever is typed.
        if is_set(each.fed, both, text) or is_set(each.fed, alone, text):
            found[name] = is_set(each.fed, both, text)
    return found


@dataclass(frozen=True)
class Place:
    """What runs a program at its place, and what arrives there as it stands."""

    engine: Engine
    target: Target


def told(
    place: Place,
    config: Config,
    feds: Sequence[Fed],
    tried: Mapping[str, bool],
    taken: Collection[str],
) -> str:
    """Return in one line who wins: ``command line > environment > config.yaml``.

    Parameters
    ----------
    place
        Where it is tried.
    config
        A file.
    feds
        What it feeds.
    tried
        By the name of a setting, whether what is typed wins over the file.
    taken
        Names of variables that are set already.
    """
    over: dict[tuple[str, str], bool] = {}
    if tried:
        over[WORDS, config.shown] = all(tried.values())
    for each in feds[:_ASKED]:
        name, text = _variable(place, each, taken)
        if not name:
            continue
        (both,) = place.engine.ask_lines([_line(place, (), {name: text}, None)])
        over[VARIABLE, config.shown] = is_set(each, arrived(both), text)
        words = _words(each)
        if words is not None:
            (all_,) = place.engine.ask_lines(
                [_line(place, words[0], {name: text}, each)]
            )
            over[WORDS, VARIABLE] = is_set(each, arrived(all_), words[1])
        return order(config.shown, over, name)
    return order(config.shown, over, "")


def _variable(place: Place, each: Fed, taken: Collection[str]) -> tuple[str, str]:
    """Return the variable that sets a setting where the file does not, and to what."""
    if each.setting.wanted.kind in MANY:
        return "", ""
    (alone,) = place.engine.ask_lines([_line(place, (), {}, each)])
    texts = [one.text for one in beside(each.setting)]
    there = (arrived(alone), place.target.leaves)
    text = next(
        (
            one
            for one in texts
            if not any(is_set(each, leaves, one) for leaves in there)
        ),
        "",
    )
    names = variables(each, place.target, taken) if text else []
    while names:
        environ = dict.fromkeys(names, text)
        (became,) = place.engine.ask_lines([_line(place, (), environ, each)])
        if not is_set(each, arrived(became), text):
            return "", ""
        if len(names) == 1:
            return names[0], text
        half = names[: len(names) // 2]
        (became,) = place.engine.ask_lines(
            [_line(place, (), dict.fromkeys(half, text), each)]
        )
        names = half if is_set(each, arrived(became), text) else names[len(half) :]
    return "", ""


def _line(
    place: Place, words: Sequence[str], environ: Mapping[str, str], each: Fed | None
) -> Line:
    """Return what a run is started with: words, variables, and without a key if one is given."""
    edits = _without(each.config, each.key) if each is not None else ()
    return Line((*place.target.words, *words), edits, tuple(environ.items()))


def order(file: str, over: Mapping[tuple[str, str], bool], variable: str) -> str:
    """Return in one line who wins over whom, the first over all; nothing if that goes round.

    Parameters
    ----------
    file
        What it is called.
    over
        Of two sources, whether the first wins; what was not tried is not there.
    variable
        The name of the variable, if one was found.
    """
    names = {WORDS: WORDS, VARIABLE: f"{VARIABLE} ({variable})", file: file}
    there = [
        each for each in (WORDS, VARIABLE, file) if any(each in pair for pair in over)
    ]
    wins = {
        each: sum(
            won if pair[0] == each else not won
            for pair, won in over.items()
            if each in pair
        )
        for each in there
    }
    ranked = sorted(there, key=lambda each: -wins[each])
    if len({*wins.values()}) < len(there) or not ranked:
        return ""  # who wins goes round, or was not tried
    return "precedence: " + " > ".join(names[each] for each in ranked)


def arrived(became: Arrived) -> Leaves:
    """Return what has arrived; nothing if the program did not come so far."""
    return became.leaves if became.reached else {}
