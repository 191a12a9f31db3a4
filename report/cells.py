"""What a stored cell shows: its family, its sign in a matrix, its figure, its facts.

Everything here asks for facts and never for an axis that must be there: a fact that a cell has
not, or that nobody here has heard of, changes nothing for the others.
"""

from collections.abc import Iterator
from typing import Any

from report import load
from report.load import Results

Cell = dict[str, Any]
Axis = dict[str, dict[str, Cell]]

#: Each outcome: its sign in the matrices, and what it means.
OUTCOMES = {
    "right": (
        "✓",
        "the value arrived, with its type; a mistake was refused before training",
    ),
    "retyped": (
        "t",
        "an equal value of another type arrived; training gives the same weights",
    ),
    "silent": (
        "S",
        "something else was trained than was asked for, or a mistake was accepted",
    ),
    "late": ("L", "refused only after a run was saved or training had begun"),
    "loud": ("r", "refused before training, though asked rightly"),
    "unsupported": (
        "u",
        "the library does not offer it; the obvious spelling was tried all the same",
    ),
    "broken": ("B", "a crash without a message, a hang, or a limit exceeded"),
    "skipped": ("·", "not run here: its library is not installed"),
}

LETTERS = {word: sign for word, (sign, _) in OUTCOMES.items()}

#: Bad outcomes, worst first.
WORST = ("silent", "late", "broken", "retyped", "loud")

#: Outcomes of cells that were not tried, and so are no part of a rate.
NOT_TRIED = {"unsupported", "skipped"}

#: A time that nothing was taken from.
RAW = "ms in all"

#: Facts with a place of their own in the evidence; any other is shown as key and value.
PLACED = {
    "outcome", "by", "cause", "reproduce", "detail", "command", "files", "setup", "env",
    "expected", "arrived", "says", "message", "line", "bytes", "file", "arrival_cause",
}  # fmt: skip


def family(case: str) -> str:
    """Return the text before the first slash of a case, or nothing."""
    head, slash, _ = case.partition("/")
    return head if slash else ""


def families(axis: Axis) -> dict[str, list[str]]:
    """Return the cases of an axis by family, in their order.

    A case without a slash belongs to the family that it is called as, or else to its ``kind``, if
    its cells tell one.  ``all`` stands for a row that failed as a whole and is no case.

    >>> families({"a": {"run": {}, "x": {}, "run/again": {}, "y": {"kind": "k"}, "all": {}}})
    {'run': ['run', 'run/again'], '': ['x'], 'k': ['y']}
    """
    cases: dict[str, str] = {}
    for cells in axis.values():
        for case, cell in cells.items():
            kind = cell.get("kind")
            cases[case] = cases.get(case) or (kind if isinstance(kind, str) else "")
    heads = {family(case) for case in cases}
    found: dict[str, list[str]] = {}
    for case, kind in cases.items():
        if case != "all":
            head = case if case in heads else family(case) or kind
            found.setdefault(head, []).append(case)
    return found


def every(results: Results) -> Iterator[tuple[str, str, str, Cell]]:
    """Yield axis, row, case and cell of all that was measured."""
    for axis in load.axes(results):
        for name, cells in results[axis].items():
            for case, cell in cells.items():
                yield axis, name, case, cell


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


def sign(cell: Cell) -> str:
    """Return the letter of a cell's outcome, marked where a line of the program answers for it.

    Two letters, arrival first, where a value did not arrive as it was asked for.
    """
    first = "" if arrival(cell) == "right" else LETTERS[arrival(cell)]
    return first + LETTERS[cell["outcome"]] + ("ʰ" if cell["by"] == "hand" else "")


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
        return str(cell["safety"])
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
    wall = seconds(cell.get("wall"))
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


def touched(cell: Cell) -> tuple[int, int] | None:
    """Return the lines that a change adds and removes, if a cell tells them."""
    added, removed = cell.get("added"), cell.get("removed")
    if isinstance(added, int) and isinstance(removed, int):
        return added, removed
    return None


def seconds(fact: Any) -> tuple[float, float, float] | None:
    """Return median, low and high in seconds, if a fact is such an interval."""
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


def plain(fact: Any) -> str:
    """Return a fact in one line.

    >>> plain({"a": [1, True], "b": None})
    'a: 1, yes; b: none'
    """
    if isinstance(fact, dict):
        return "; ".join(f"{key}: {plain(value)}" for key, value in fact.items())
    if isinstance(fact, list):
        return ", ".join(map(plain, fact))
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, float):
        return f"{fact:.4g}"
    return "none" if fact is None else str(fact)
