"""What a stored cell shows: its family, its sign in a matrix, its figure, its facts.

Everything here asks for facts and never for a category that must be there: a fact that a cell has
not, or that nobody here has heard of, changes nothing for the others.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple

from report import load, words
from report.load import Cell, Results


class Outcome(NamedTuple):
    """How an outcome is shown: its sign in the matrices, its name, and what it means."""

    sign: str
    word: str
    means: str


#: Each outcome, by the name that it has in the results.
OUTCOMES = words.Table("outcomes", Outcome)


class Party(NamedTuple):
    """Who answers for a cell: its mark behind the sign, how it is told, and what that means."""

    mark: str
    word: str
    means: str


#: Who may answer for a cell, by what :func:`party` returns.
PARTIES = words.Table("parties", Party)

#: Training ran, and not as it should have, and nothing was said.
SILENTLY_WRONG = ("wrong_value", "accepted")

#: How bad an outcome is, worst first; what is not here is not bad.
WORST = {
    **dict.fromkeys(SILENTLY_WRONG, 0),
    "late": 1,
    "broken": 2,
    "type_changed": 3,
    "rejected": 4,
}

#: Outcomes of declared gaps, of which an attempt tells what it did.
LACKING = ("unsupported", "not_used")

#: Outcomes of cells that were not tried, and so are no part of a rate.
NOT_TRIED = {"unsupported", "not_used", "not_applicable", "unmeasured"}

#: Facts that are outcomes.
_JUDGED = ("outcome", "attempt_outcome", "arrival")

#: A time that nothing was taken from.
RAW = "ms in all"

#: Facts with a place of their own in the evidence; any other is shown as key and value.
PLACED = {
    "outcome", "by", "cause", "reproduce", "detail", "command", "files", "setup", "env",
    "expected", "arrived", "says", "message", "bytes", "file", "arrival_cause", "core",
    "pieces", "documented", "calls",
}  # fmt: skip


def family(case: str) -> str:
    """Return the text before the first slash of a case, or nothing."""
    head, slash, _ = case.partition("/")
    return head if slash else ""


def families(results: Results, category: str) -> dict[str, list[str]]:
    """Return the cases of a category that some row has, by family, in the order of its list.

    A case without a slash belongs to the family that it is called as, or else to that of its kind,
    if the category has a title for one.  ``all`` stands for a row that failed as a whole and is no
    case.

    >>> listed = {"run": {"kind": "request"}, "x": {"kind": "request"}, "run/again": {}, "all": {}}
    >>> results = {
    ...     "categories": [{"name": "new", "cases": listed}],
    ...     "cells": {"new": {"a": listed}},
    ... }
    >>> families(results, "new")
    {'run': ['run', 'run/again'], '': ['x']}
    """
    listed = load.listed(results, category)
    measured = {
        case for cells in load.rows(results, category).values() for case in cells
    } - {"all"}
    titled = words.families(category)
    # What the list does not name is shown too, and told by `--check`.
    cases = [case for case in listed if case in measured]
    cases += sorted(measured.difference(listed))
    heads = {family(case) for case in cases}
    found: dict[str, list[str]] = {}
    for case in cases:
        kind = listed.get(case, {}).get("kind", "")
        by_kind = kind if kind in titled else ""
        head = case if case in heads else family(case) or by_kind
        found.setdefault(head, []).append(case)
    return found


def judged(results: Results, category: str, row: str) -> list[Cell]:
    """Return the cells of a row but for those that are observed and not judged."""
    listed = load.listed(results, category)
    return [
        cell
        for case, cell in load.rows(results, category).get(row, {}).items()
        if listed.get(case, {}).get("kind") != "observation"
    ]


def every(results: Results) -> Iterator[tuple[str, str, str, Cell]]:
    """Yield category, row, case and cell of all that was measured."""
    for category in load.categories(results):
        for name, cells in results["cells"][category].items():
            for case, cell in cells.items():
                yield category, name, case, cell


def explained(results: Results) -> list[str]:
    """Return the causes that some cell has, in the order of the alphabet."""
    return sorted({cause for *_, cell in every(results) for cause in causes(cell)})


def addresses(results: Results) -> list[str]:
    """Return ``category/case`` of each case that some row has, in the order of the lists."""
    return [
        f"{category}/{case}"
        for category in load.categories(results)
        for cases in families(results, category).values()
        for case in cases
    ]


def done(cell: Cell | None, by: Container[str] = ("library",)) -> bool:
    """Whether a cell is right, and by whom it may be."""
    return cell is not None and cell["outcome"] == "right" and party(cell) in by


def at(results: Results, row: str, address: str) -> Cell | None:
    """Return the cell of a row at ``category/case``, if it has been measured."""
    category, _, case = address.partition("/")
    return load.rows(results, category).get(row, {}).get(case)


def whole(cell: Cell) -> bool:
    """Whether all went well: what was asked for arrived, and what arrived came back."""
    return bool(cell["outcome"] == "right" and arrival(cell) == "right")


def arrival(cell: Cell) -> str:
    """Return how a value arrived, where that was judged apart from how it came back."""
    found = cell.get("arrival")
    return found if isinstance(found, str) and found in OUTCOMES else "right"


def worst(cell: Cell) -> str:
    """Return the worse of how a value arrived and how it came back."""
    both = (arrival(cell), cell["outcome"])
    return next((bad for bad in WORST if bad in both), cell["outcome"])


def letter(outcome: str) -> str:
    """Return the sign of an outcome."""
    return OUTCOMES[outcome].sign


def word(outcome: str) -> str:
    """Return what an outcome is called: ``late`` is *rejected late*."""
    return OUTCOMES[outcome].word if outcome in OUTCOMES else outcome


def party(cell: Cell) -> str:
    """Return who answers for a cell, as :data:`PARTIES` has it.

    >>> party({"by": "adapter", "pieces": ["a"], "documented": "https://example.org"})
    'documented'
    """
    documented = cell["by"] == "adapter" and "documented" in cell
    return "documented" if documented else str(cell["by"])


def told(outcome: str, cell: Cell) -> str:
    """Return an outcome, and who answers for it if not the library: ``right, by the core``."""
    by = party(cell)
    if by == "library":
        return word(outcome)
    said = words.words()["came_out"]["by"]
    return str(said.format(outcome=word(outcome), party=PARTIES[by].word))


def counted(outcomes: Iterable[str]) -> str:
    """Return how often each outcome is among some: ``3 right, 1 wrong value``."""
    counts = Counter(outcomes)
    return ", ".join(
        f"{counts[outcome]} {word(outcome)}" for outcome in OUTCOMES if counts[outcome]
    )


def mark(cell: Cell) -> str:
    """Return the mark of whoever answers for a cell; the library has none."""
    return PARTIES[party(cell)].mark


def sign(cell: Cell) -> str:
    """Return the letter of a cell's outcome, marked where the library does not answer for it.

    Two letters, arrival first, where a value did not arrive as it was asked for.
    """
    first = "" if arrival(cell) == "right" else letter(arrival(cell))
    return first + letter(cell["outcome"]) + mark(cell)


def canary(word_: str) -> str:
    """Return what is said of a canary: what became of it."""
    return str(words.words()["canaries"].get(word_, word_))


def figure(cell: Cell) -> str:
    """Return the figure that a cell is read for, as a matrix shows it, or nothing.

    Lines of code, lines of a change, milliseconds above the control, a slope, or the word that a
    canary was judged by: told by the facts that are there.
    """
    change = touched(cell)
    if change is not None:
        added, removed = change
        return f"+{added} -{removed}" if added or removed else "0"
    if isinstance(cell.get("safety"), str):
        return canary(cell["safety"])
    value = measured(cell)
    if value is None:
        return ""
    number, unit, digits = value
    return f"{number:.{digits}f}{' raw' if unit == RAW else ''}"


def measured(cell: Cell) -> tuple[float, str, int] | None:
    """Return the figure that a cell is read for: number, unit, digits after the point."""
    change = touched(cell)
    if change is not None:
        return sum(change), "lines touched", 0
    wall = interval(cell.get("wall"))
    if wall is not None:
        return wall[0] * 1e3, "ms above the control", 1
    for key, unit in (("above", "ms above the bare interpreter"), ("median", RAW)):
        if isinstance(cell.get(key), float):
            return cell[key] * 1e3, unit, 1
    if isinstance(cell.get("slope"), float):
        return cell["slope"], "log-log slope", 2
    if isinstance(cell.get("total"), int) and "tokens" in cell:
        return cell["total"], "lines", 0
    return None


def unit(known_as: str) -> str:
    """Return what the unit of :func:`measured` is called."""
    return str(words.words()["units"].get(known_as, known_as))


def touched(cell: Cell) -> tuple[int, int] | None:
    """Return the lines that a change adds and removes, if a cell tells them."""
    added, removed = cell.get("added"), cell.get("removed")
    if isinstance(added, int) and isinstance(removed, int):
        return added, removed
    return None


def interval(fact: Any) -> tuple[float, float, float] | None:
    """Return median, low and high, if a fact is such an interval."""
    if not isinstance(fact, dict):
        return None
    values = [fact.get(key) for key in ("median", "low", "high")]
    if not all(isinstance(value, float) for value in values):
        return None
    return fact["median"], fact["low"], fact["high"]


def walls(cell: Cell) -> list[float]:
    """Return the wall time of each round, if a cell tells them."""
    samples = cell.get("samples")
    found = samples.get("wall") if isinstance(samples, dict) else None
    return found if isinstance(found, list) else []


def facts(cell: Cell) -> dict[str, Any]:
    """Return the facts that have no place of their own in the evidence."""
    return {key: value for key, value in cell.items() if key not in PLACED}


def held(cell: Cell) -> str:
    """Return what lies on disk, if a cell tells the text."""
    found = cell.get("bytes", cell.get("file"))
    return found if isinstance(found, str) else ""


def causes(cell: Cell) -> list[str]:
    """Return the causes that a cell names: of its outcome, and of how a value arrived."""
    found = (cell.get("cause"), cell.get("arrival_cause"))
    return [cause for cause in found if isinstance(cause, str) and cause]


#: Behind the reason of a gap stands its page.
_REASON = re.compile(r"(.*?)\s*\((https?://\S+)\)", re.DOTALL)

#: Facts that are such a reason, or a page alone.
CITING = (*LACKING, "page")


def cited(fact: str) -> tuple[str, str]:
    """Return a reason, and the page that shows it; either may be nothing.

    >>> cited("There is none (https://a.example/b).")
    ('There is none (https://a.example/b).', '')
    >>> cited("There is none (https://a.example/b)")
    ('There is none', 'https://a.example/b')
    """
    if re.fullmatch(r"https?://\S+", fact):
        return "", fact
    found = _REASON.fullmatch(fact)
    return (found[1], found[2]) if found else (fact, "")


def shown(key: str, fact: Any) -> str:
    """Return a fact in one line; one that is an outcome is called as outcomes are."""
    return word(fact) if key in _JUDGED and isinstance(fact, str) else plain(fact)


def plain(fact: Any) -> str:
    """Return a fact in one line.

    >>> plain({"a": [1, True], "b": None})
    'a: 1, yes; b: none'
    """
    if isinstance(fact, dict):
        return "; ".join(f"{key}: {shown(key, value)}" for key, value in fact.items())
    if isinstance(fact, list):
        return ", ".join(map(plain, fact))
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, float):
        return f"{fact:.4g}"
    return "none" if fact is None else str(fact)
