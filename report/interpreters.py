"""``interpreters.md``: what the rows do otherwise on another interpreter."""

from collections.abc import Iterator
from typing import Any

from report import cells, load, words
from report.figures import library
from report.load import Cell, Results
from report.otherwise import Compared, Differing, compared, counted
from report.text import code, escape, joined

#: How many cells of a group are named; the others are folded away.
_NAMED = 6


def page(results: Results) -> str:
    """Return the whole page."""
    own = results["machine"]["python"]
    parts = [
        "# The same rows on other interpreters",
        "",
        "*Computed from [`results.json`](results.json) and the files in "
        "[`interpreters/`](interpreters/); no figure was typed.*",
        "",
        f"The report is measured on Python {own}. What needs no torch is asked on each other "
        "interpreter that the machine has, of the same rows, in the same releases of their "
        "libraries. Compared is what was judged, the values that arrived and came back, and what "
        "the messages name; not how each Python words them.",
        "",
    ]
    others = load.elsewhere(results)
    if not others:
        parts += ["No other interpreter was found."]
    for version, other in others.items():
        parts += _interpreter(results, version, other)
    return "\n".join(parts).rstrip() + "\n"


def _interpreter(results: Results, version: str, other: Results) -> Iterator[str]:
    rows = {
        name: compared(results, other, name)
        for name in other["adapters"]
        if name in results["adapters"]
    }
    yield f"## Python {other['machine']['python']}"
    yield ""
    yield _sum(list(rows.values()), other)
    yield ""
    yield "| | library | equal | otherwise | not measured |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for name, found in rows.items():
        installed = library(other["adapters"][name], "absent")
        counts = (found.equal, len(found.differing), len(found.unmeasured))
        yield f"| {name} | {escape(installed)} | {' | '.join(map(str, counts))} |"
    yield ""
    for name, found in rows.items():
        if found.differing:
            title = results["adapters"][name]["title"]
            yield f"### {escape(title)}"
            yield ""
            yield from _other_release(results, other, name)
            yield from (_group(group, version) for group in _groups(found.differing))
            yield ""


def _other_release(results: Results, other: Results, name: str) -> Iterator[str]:
    """Yield that a library is of another release there, if it is; Python's own always is."""
    both = [each["adapters"][name] for each in (results, other)]
    own, there = (library(each, "absent") for each in both)
    if own != there and "python" not in both[0]["distributions"]:
        here, where = (each["machine"]["python"] for each in (results, other))
        yield f"Another release: {escape(own)} on {here}, {escape(there)} on {where}."
        yield ""


def _sum(rows: list[Compared], other: Results) -> str:
    equal = sum(found.equal for found in rows)
    differing = sum(len(found.differing) for found in rows)
    reasons: dict[str, int] = {}
    for found in rows:
        for cell in found.unmeasured:
            # Before the colon stands where: that differs from row to row.
            reason = cell["detail"].rpartition(": ")[2]
            reasons[reason] = reasons.get(reason, 0) + 1
    said = [
        f"{count} are not measured ({escape(reason)})"
        for reason, count in reasons.items()
    ]
    compared_ = f"Of {counted(equal + differing)} {differing} are otherwise"
    return f"{'; '.join([compared_, *said])}. Measured {other['created'][:10]}."


def _groups(some: list[Differing]) -> list[list[Differing]]:
    """Put together what differs in the same way; the largest group first."""
    found: dict[tuple[str, ...], list[Differing]] = {}
    for each in some:
        found.setdefault(_kind(each), []).append(each)
    return sorted(found.values(), key=lambda group: -len(group))


def _kind(one: Differing) -> tuple[str, ...]:
    """Return what a cell is told together with."""
    return one.category, _said(one.here), _said(one.there), *one.facts


def _group(group: list[Differing], version: str) -> str:
    first = group[0]
    facts = [each for each in first.facts if each not in {"outcome", "arrival"}]
    here, there = _said(first.here), _said(first.there)
    change = f"{here} → **{there}**" if here != there else f"other {joined(facts)}"
    details = [escape(each.get("detail", "")) for each in (first.here, first.there)]
    if details[0] == details[1]:
        details = [
            escape("; ".join(_facts(one, other, first.facts)))
            for one, other in ((first.here, first.there), (first.there, first.here))
        ]
    which = "First of them: " if group[1:] else ""
    example = f" {which}{details[0]} → {details[1]}." if any(details) else ""
    command = f"`{first.there['reproduce']}`"
    names = [code(each.case) for each in group]
    rest = names[_NAMED:]
    shown = joined(names) if not rest else f"{', '.join(names[:_NAMED])}, …"
    hidden = f"<br><details><summary>and {len(rest)} more</summary>{', '.join(rest)}</details>"
    return (
        f"* {words.title(first.category)}, {counted(len(group))}, {change}: {shown}."
        f"{example} Afresh on {version}: {command}{hidden if rest else ''}"
    )


def _said(cell: Cell) -> str:
    """Return the outcome of a cell in words, and that of the arrival where it has one."""
    outcome = cells.word(cell["outcome"])
    arrival = cell.get("arrival")
    return f"{outcome} (arrives: {cells.word(arrival)})" if arrival else outcome


def _facts(cell: Cell, other: Cell, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield the facts of a cell that another has not so; of a table only what differs in it."""
    for key in keys:
        fact, beside = cell.get(key), other.get(key)
        if isinstance(fact, dict) and isinstance(beside, dict):
            yield from _facts(fact, beside, tuple(fact))
        elif fact != beside:
            yield f"{key.replace('_', ' ')}: {_plain(fact)}"


def _plain(fact: Any) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return "nothing" if fact is None else str(fact)
