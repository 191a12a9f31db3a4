"""Every try of an audit, short enough to stand in a page: what was typed, what arrived.

Of what arrived only what is other than with the words as given, and what the try was about.
"""

import shlex
from collections.abc import Iterator
from typing import Any

from configbench.audit.formats.wording import spelling
from configbench.audit.model import Arrived, Audit, Finding, Setting, Try
from configbench.audit.rules.reading import last_line
from configbench.audit.words import listed
from configbench.escaping import visible
from configbench.values import equal, show

#: So many values are shown of a try, each so many characters long.
_VALUES, _LONGEST = 12, 300


class Strings:
    """Texts, each held once and told by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __getitem__(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def all(self) -> list[str]:
        """All of them, by number."""
        return [*self._numbers]


def told(audit: Audit, strings: Strings, most: int) -> dict[str, Any]:
    """Return the settings and the tries of one program.

    Parameters
    ----------
    audit
        With its results.
    strings
        Where texts are held.
    most
        So many tries are told.

    Returns
    -------
    dict
        ``front``: the command in front of its words; ``settings``: name, type, how it is typed,
        what it is as given, each; ``tries``: numbers of settings, words, what became of it, what
        had to, why it is typed, rules that it is the example of, each; ``left``: how many tries
        are not told.
    """
    target, given = audit.target, audit.target.words
    settings = [*audit.settings]
    numbers = {each.name: number for number, each in enumerate(settings)}
    examples: dict[tuple[str, ...], list[Finding]] = {}
    for finding in (*audit.findings, *(each.finding for each in audit.accepted)):
        examples.setdefault(finding.words, []).append(finding)
    return {
        "front": _shown(shlex.join(target.front)),
        "settings": [_setting(each, strings) for each in settings],
        "tries": [
            [
                [numbers[name] for name in tried.settings if name in numbers],
                _shown(_typed(tried, given), _LONGEST * 4),
                strings[_became(audit, tried, became)],
                strings[_shown(tried.expected.text)],
                strings[_shown(tried.why)],
                strings[_rules(examples.get(tried.words, []) if tried.words else [])],
            ]
            for tried, became in audit.results[:most]
        ],
        "left": max(len(audit.results) - most, 0),
    }


def _typed(tried: Try, given: tuple[str, ...]) -> str:
    """Return the words of a try, and behind them what else is other in it."""
    beside = [f"{name}={value}" for name, value in tried.environ]
    beside += [each.command for each in tried.edited]
    words = shlex.join(tried.line(given))
    return "  # ".join([words, *beside])


def _setting(setting: Setting, strings: Strings) -> list[Any]:
    wanted = setting.wanted
    return [
        _shown(setting.name),
        strings[f"{wanted.kind} ({wanted.said})"],
        strings[_shown(spelling(setting))],
        strings[_shown(show(setting.default))],
    ]


def _rules(examples: list[Finding]) -> str:
    return ", ".join(dict.fromkeys(visible(each.rule) for each in examples))


def _became(audit: Audit, tried: Try, became: Arrived) -> str:
    """Return in words what became of a try."""
    parts = []
    if became.reached:
        values = listed([*_values(audit, tried, became)], _VALUES)
        parts.append(f"arrived {values or 'all as it was'}")
    if became.left:
        parts.append(f"handed back {_shown(shlex.join(became.left))}")
    if became.exceeded:
        parts.append(f"over the limit: {visible(became.exceeded)}")
    elif became.exit is None:
        parts.append("could not be started")
    elif became.refused:
        parts.append(f"refused, exit code {became.exit}: {_shown(last_line(became))}")
    elif not became.reached:
        parts.append(f"ended before the place, exit code {became.exit}")
    elif became.exit and audit.target.spot.goes_on:
        said = _shown(last_line(became))
        parts.append(f"then refused, exit code {became.exit}: {said}")
    return "; ".join(parts)


def _values(audit: Audit, tried: Try, became: Arrived) -> Iterator[str]:
    """Yield the values that are told of a try: its settings' first, then what else has moved."""
    given = audit.target.leaves
    for name in tried.settings:
        if name in became.leaves:
            yield _shown(f"{name}={show(became.leaves[name])}")
    for name, leaf in became.leaves.items():
        if name in tried.settings or name in audit.ignored:
            continue
        # Most are the same to the letter, which is quickly found out.
        if name not in given or (given[name] != leaf and not equal(given[name], leaf)):
            yield _shown(f"{name}={show(leaf)}")
    for name in given.keys() - became.leaves.keys() - audit.ignored.keys():
        yield f"{_shown(name)} is not there"


def _shown(text: str, longest: int = _LONGEST) -> str:
    shown = visible(text)
    return shown if len(shown) <= longest else f"{shown[:longest]}…"
