"""The section of an axis in ``REPORT.md``: figure, surprises, matrices; new axes included."""

import functools
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from report import (
    beyond,
    cells,
    load,
    plots,
    rates,
    saving,
    scaling,
    startup,
    surprises,
)
from report.cells import OUTCOMES, Axis
from report.load import Results
from report.text import code, note
from report.text import escape as escaped

#: A longer table of a family is folded away.
_LONG = 60


def title(axis: str) -> str:
    """Return what an axis is called."""
    told: dict[str, Any] = load.words()["axes"].get(axis, {})
    return str(told.get("title", axis.capitalize()))


def intro(axis: str) -> str:
    """Return what an axis measures, in one paragraph, or nothing."""
    told: dict[str, Any] = load.words()["axes"].get(axis, {})
    return " ".join(str(told.get("intro", "")).split())


def family_title(axis: str, family: str) -> str:
    """Return what a family of cases is called."""
    told: dict[str, Any] = load.words()["axes"].get(axis, {})
    return str(told.get("families", {}).get(family, family))


def legend() -> str:
    """Return what the signs of the matrices mean."""
    said = [f"**{sign}** {word}: {means}" for word, (sign, means) in OUTCOMES.items()]
    return (
        "; ".join(said)
        + ". *ʰ*: a hand-written line of the program answers for the cell, not the library."
    )


def section(results: Results, axis: str, ranked: list[surprises.Surprise]) -> str:
    """Return the section of one axis; ``ranked`` are all bad cells.

    An axis whose figures want more words than a matrix has a section of its own: its plot and its
    surprises stand below the heading.
    """
    own = _OWN[axis](results) if axis in _OWN else ""
    parts = [own.partition("\n")[0] if own else f"## {title(axis)}", ""]
    if plots.drawn(results, axis):
        parts += [f"![{_alt(plots.told(results, axis))}](plots/{axis}.svg)", ""]
    found = surprises.of_axis(results, axis, ranked)
    if found:
        parts += ["Surprises:", ""]
        parts += [f"* {surprise(results, one)}" for one in found]
        parts += [""]
    if own:
        return "\n".join([*parts, own.partition("\n")[2].strip(), ""])
    failed = [
        f"* {name}: {escaped(row['all'].get('detail', ''))}"
        for name, row in results[axis].items()
        if "all" in row and row["all"]["outcome"] != "skipped"
    ]
    parts += [intro(axis), "", *failed, *([""] if failed else [])]
    parts += _TABLES.get(axis, _matrices)(results, axis)
    return "\n".join(parts)


def surprise(results: Results, one: surprises.Surprise) -> str:
    """Return a surprise as a line of Markdown."""
    where = results["adapters"][one.name]["title"]
    typed = one.cell.get("command")
    command = f", {code(typed)}" if isinstance(typed, str) else ""
    said = escaped(surprises.sentence(results, one))
    return f"**{where}**, {one.case}{command}: {said}"


def _alt(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")


def _matrices(results: Results, axis: str) -> Iterator[str]:
    """Yield a matrix for each family of cases."""
    groups = cells.families(results[axis])
    for family, cases in groups.items():
        named = family_title(axis, family)
        if len(groups) > 1 and named:
            yield f"### {named[0].upper()}{named[1:]}"
            yield ""
        if len(cases) > _LONG:
            yield f"<details><summary>{len(cases)} cases</summary>"
            yield ""
        yield from matrix(results[axis], cases)
        yield ""
        if len(cases) > _LONG:
            yield "</details>"
            yield ""
    yield f"One cell afresh: `python -m benchmarks reproduce {axis}/NAME/CASE`."
    yield ""
    if groups:
        yield from _counts(results[axis])


def matrix(axis: Axis, cases: list[str]) -> Iterator[str]:
    """Yield the table of some cases: a line a case, a column a row of the comparison."""
    yield "| | " + " | ".join(axis) + " |"
    yield "| --- |" + " :---: |" * len(axis)
    for case in cases:
        shown = [_shown(row.get(case) or row.get("all")) for row in axis.values()]
        yield f"| {escaped(case)} | " + " | ".join(shown) + " |"


def _shown(cell: dict[str, Any] | None) -> str:
    """Return a figure, with the letter where it is not right; or the letter alone."""
    if cell is None:
        return ""
    figure = escaped(cells.figure(cell))
    sign = cells.sign(cell)
    if cells.worst(cell) in cells.WORST:
        bare = sign.rstrip("ʰ")
        sign = f"**{bare}**{sign[len(bare) :]}"
    elif figure and cell["outcome"] == "right":
        return figure
    return f"{sign} {figure}".rstrip()


def _counts(axis: Axis) -> Iterator[str]:
    for name, row in axis.items():
        counts = Counter(cell["outcome"] for cell in row.values())
        said = ", ".join(f"{counts[each]} {each}" for each in OUTCOMES if counts[each])
        yield f"* {name}: {said}"


def _lines(results: Results, axis: str) -> Iterator[str]:
    found = {
        name: row["total"]
        for name, row in results[axis].items()
        if isinstance(row.get("total", {}).get("roles"), dict)
    }
    roles = ("declare", "load", "wire", "save", "restore", "main", "other")
    head = ["", "lines", "tokens", "config files", *roles, "help"]
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for name, cell in found.items():
        by_role = cell["roles"]
        values = [
            *(cell.get(key, "") for key in ("total", "tokens", "config")),
            *(by_role.get(role, 0) for role in roles),
            cell.get("help", ""),
        ]
        program = results["adapters"].get(name, {}).get("program")
        linked = f"[{name}](../{program})" if program else name
        yield f"| {linked} | " + " | ".join(map(str, values)) + " |"
    yield ""
    yield "One row afresh: `python -m benchmarks reproduce lines/NAME/total`."


def _change(results: Results, axis: str) -> Iterator[str]:
    found = {name: row for name, row in results[axis].items() if "all" not in row}
    for cases in cells.families(found).values():
        yield from matrix(found, cases)
    sums = [
        sum(sum(cells.touched(cell) or ()) for cell in row.values())
        for row in found.values()
    ]
    yield "| *all lines touched* | " + " | ".join(map(str, sums)) + " |"
    yield ""
    yield "One cell afresh: `python -m benchmarks reproduce change/NAME/CHANGE`."
    yield ""
    for name, row in found.items():
        for case, cell in row.items():
            checks = cell.get("checks")
            seen = checks.get("abbreviated") if isinstance(checks, dict) else None
            if seen:
                said = f"{code(seen['command'])}: {escaped(seen['detail'])}"
                yield f"* {name}: after *{case}*, {said}."
    for name, row in found.items():
        for case, cell in row.items():
            if cell["outcome"] != "right":
                yield note(name, case, cell)


def _overrides(results: Results, axis: str) -> Iterator[str]:
    yield from _matrices(results, axis)
    yield ""
    yield from rates.tables(results[axis])
    facts = {
        "names_key": "names the key",
        "names_value": "names the value",
        "names_allowed": "says what is allowed",
        "suggests_nearest": "suggests the nearest name",
        "no_traceback": "no traceback",
    }
    judged = {
        name: [
            cell["message"]
            for cell in row.values()
            if isinstance(cell.get("message"), dict) and cell["outcome"] != "silent"
        ]
        for name, row in results[axis].items()
    }
    if not any(judged.values()):
        return
    yield ""
    yield "### The messages that refuse a mistake"
    yield ""
    yield "How many of the messages do so, of those of which it can be asked."
    yield ""
    yield "| | " + " | ".join(facts.values()) + " |"
    yield "| --- |" + " ---: |" * len(facts)
    for name, messages in judged.items():
        asked = [
            [each[fact] for each in messages if each.get(fact) is not None]
            for fact in facts
        ]
        said = " | ".join(f"{sum(each)} of {len(each)}" for each in asked)
        yield f"| {name} | {said} |"


def _roundtrip(results: Results, axis: str) -> Iterator[str]:
    """Yield what has sections of its own last, and a matrix for every other family before."""
    apart = {"values": saving.values, "fault": saving.faults}
    others = {
        name: {
            case: cell for case, cell in row.items() if cells.family(case) not in apart
        }
        for name, row in results[axis].items()
    }
    yield from _matrices({**results, axis: others}, axis)
    for family, told in apart.items():
        yield ""
        yield told(saving.family(results[axis], family))


#: Axes whose section is written elsewhere.
_OWN: dict[str, Callable[[Results], str]] = {
    "safety": lambda results: saving.safety(results["safety"]),
    "startup": startup.section,
    "scaling": scaling.section,
    **{axis: functools.partial(beyond.section, axis=axis) for axis in load.BEYOND},
}
_TABLES: dict[str, Callable[[Results, str], Iterator[str]]] = {
    "lines": _lines,
    "change": _change,
    "overrides": _overrides,
    "roundtrip": _roundtrip,
}
