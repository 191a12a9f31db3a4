"""What *try it* offers, and what the search finds a case by: both from stored cells alone.

A case can be tried where its cells tell what was typed, what was asked for and what arrived.  Which
settings it is about is what was asked for; of a mistake, of which nothing may arrive, it is what
most rows name in what is typed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from report import cells, load, words
from report.load import Cell, Results
from report.text import cut

#: As many characters of a value fit a list, and of a word the search.
_VALUE, _WORD = 40, 60

#: What may be the name of a setting, with the sections before it.
_NAME = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*")


class Case(NamedTuple):
    """A case that can be tried: where its cells are, and the values asked for, by setting."""

    category: str
    name: str
    kind: str
    intent: str
    asked: dict[str, str]
    settings: frozenset[str]

    @property
    def address(self) -> str:
        """``category/case``."""
        return f"{self.category}/{self.name}"


class Choice(NamedTuple):
    """What can be picked first, a setting or a kind of case: its name, and its cases."""

    key: str
    name: str
    cases: list[Case]


def told(results: Results) -> dict[str, Any]:
    """Return what the page *try it* is told: what can be picked, and the case to begin with.

    ``worst`` are the outcomes of which the first is what a cell counts as.
    """
    tried = list(cases(results))
    return {
        "sections": [
            (title, [_parted(choice) for choice in choices])
            for title, choices in _sections(tried)
        ],
        "worst": list(cells.WORST),
        "first": max(
            (case.address for case in tried),
            key=lambda address: _divides(results, address),
            default="",
        ),
    }


def cases(results: Results) -> Iterator[Case]:
    """Yield the cases that can be tried, in the order of the lists."""
    found = list(_tried(results))
    paths = set(chain.from_iterable(asked for *_, asked in found))
    for category, name, asked in found:
        stated = load.listed(results, category)[name]
        settings = frozenset(asked or _named(_of(results, category, name), paths))
        intent = words.intent(category, name, stated.get("intent", ""))
        yield Case(category, name, stated["kind"], intent, asked, settings)


def _tried(results: Results) -> Iterator[tuple[str, str, dict[str, str]]]:
    for category in load.categories(results):
        for name in load.listed(results, category):
            told = map(_asked, _of(results, category, name).values())
            found = [asked for asked in told if asked is not None]
            if found:
                yield category, name, max(found, key=found.count)


def _of(results: Results, category: str, case: str) -> dict[str, Cell]:
    """Return the cells of a case by row."""
    rows = load.rows(results, category)
    return {name: row[case] for name, row in rows.items() if case in row}


def _asked(cell: Cell) -> dict[str, str] | None:
    """Return the values that a cell tells were asked for; of one that cannot be tried nothing.

    >>> _asked({"command": "python train.py seed=0", "setting": "seed", "asked": "0", "arrived": 0})
    {'seed': '0'}
    """
    if not isinstance(cell.get("command"), str) or "arrived" not in cell:
        return None
    expected, setting = cell.get("expected"), cell.get("setting")
    if isinstance(expected, dict):
        return {key: str(value) for key, value in expected.items()}
    if isinstance(setting, str) and "asked" in cell:
        return {setting: str(cell["asked"])}
    return None


def _named(some: dict[str, Cell], paths: set[str]) -> Iterator[str]:
    """Yield the settings that most rows name in what is typed, whatever stands before the name."""
    counts = Counter(
        chain.from_iterable(
            {
                name.rpartition(".")[2].replace("-", "_")
                for text in _typed(cell)
                for name in _NAME.findall(text)
            }
            for cell in some.values()
        )
    )
    for path in paths:
        if counts[path.rpartition(".")[2]] * 2 > len(some):
            yield path


def _typed(cell: Cell) -> Iterator[str]:
    """Yield what a cell tells was typed: lines before, the line, what stands in files."""
    before, command, files = (cell.get(key) for key in ("before", "command", "files"))
    if isinstance(before, list):
        yield from (line for line in before if isinstance(line, str))
    if isinstance(command, str):
        yield command
    if isinstance(files, dict):
        yield from (text for text in files.values() if isinstance(text, str))


def _sections(tried: list[Case]) -> Iterator[tuple[str, list[Choice]]]:
    """Yield the settings, those of a section together, and at last what is of no setting."""
    said = words.words()["site"]["try"]
    paths = sorted(set(chain.from_iterable(case.settings for case in tried)))
    heads = {path.partition(".")[0] for path in paths if "." in path}
    sections: dict[str, list[Choice]] = {said["top"]: []}
    for path in paths:
        head, _, name = path.rpartition(".")
        about = [case for case in tried if path in case.settings]
        section = head or (path if path in heads else said["top"])
        sections.setdefault(section, []).append(Choice(path, name, about))
    mistakes = [case for case in tried if case.kind == "mistake"]
    others = [case for case in tried if not case.settings and case not in mistakes]
    sections[said["apart"]] = [
        Choice("mistakes", said["mistakes"], mistakes),
        Choice("lines", said["lines"], others),
    ]
    for title, choices in sections.items():
        if some := [choice for choice in choices if choice.cases]:
            yield title, some


def _parted(choice: Choice) -> dict[str, Any]:
    """Return a choice, its cases by what is to be read above them."""
    parts: dict[str, list[dict[str, str]]] = {}
    for case in choice.cases:
        kind = words.families(case.category).get(case.kind, "")
        title = words.title(case.category)
        heading = f"{title}, {kind}" if kind and case.kind != "request" else title
        value = case.asked.get(choice.key, "")
        parts.setdefault(heading, []).append(
            {
                "category": case.category,
                "case": case.name,
                "kind": case.kind,
                "intent": case.intent or case.name,
                "value": cut(value, _VALUE),
            }
        )
    return {"key": choice.key, "name": choice.name, "parts": list(parts.items())}


def _divides(results: Results, address: str) -> tuple[int, int]:
    """Return how many different things arrived of a case, and how many rows are silently wrong."""
    category, _, case = address.partition("/")
    some = _of(results, category, case).values()
    arrived = {str(cell["arrived"]) for cell in some if cell.get("arrived")}
    wrong = sum(cell["outcome"] in cells.SILENTLY_WRONG for cell in some)
    return len(arrived), wrong


def index(results: Results) -> dict[str, Any]:
    """Return what the search loads: what is typed, asked for and found of each case of all.

    What a case asks is no part of it: that is told in each language (:mod:`report.evidence`).
    """
    tried = {case.address for case in cases(results)}
    return {
        "also": words.words()["site"]["search"]["also"],
        "cases": {
            category: {
                case: _found_by(
                    results, category, case, tried=f"{category}/{case}" in tried
                )
                for some in cells.families(results, category).values()
                for case in some
            }
            for category in load.categories(results)
        },
    }


def _found_by(
    results: Results, category: str, case: str, *, tried: bool
) -> dict[str, Any]:
    some = _of(results, category, case)
    typed = chain.from_iterable(_words(results, *each) for each in some.items())
    values = chain.from_iterable(map(_values, some.values()))
    outcomes = Counter(cells.worst(cell) for cell in some.values())
    return {
        "kind": load.listed(results, category).get(case, {}).get("kind", ""),
        "typed": " ".join(dict.fromkeys(typed)),
        "values": " ".join(dict.fromkeys(values)),
        "outcomes": {each: outcomes[each] for each in cells.OUTCOMES if outcomes[each]},
        "tried": tried,
    }


def _words(results: Results, name: str, cell: Cell) -> Iterator[str]:
    """Yield the words that are typed for a row, but for those that start its program."""
    program = results["adapters"].get(name, {}).get("program", "")
    folder = str(PurePosixPath(program).parent)
    for word in chain.from_iterable(map(str.split, _typed(cell))):
        if len(word) <= _WORD and word != "python" and not (program and folder in word):
            yield word


def _values(cell: Cell) -> Iterator[str]:
    """Yield the values that a cell tells of: asked for, arrived, come back."""
    for key in ("expected", "asked", "arrived", "came_back"):
        fact = cell.get(key)
        some: Iterable[Any] = fact.values() if isinstance(fact, dict) else [fact]
        yield from (
            each for each in some if isinstance(each, str) and len(each) <= _WORD
        )
