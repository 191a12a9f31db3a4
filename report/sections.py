"""The section of a category in ``REPORT.md``: figure, surprises, matrices; also of a new one."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from report import (
    beyond,
    cells,
    load,
    pictures,
    rates,
    saving,
    scaling,
    startup,
    surprises,
    text,
    words,
)
from report.cells import OUTCOMES
from report.load import Cell, Results, Rows
from report.text import code, head, note, parties
from report.text import escape as escaped

#: A longer table of a family is folded away.
_LONG = 60


def legend() -> str:
    """Return what the signs of the matrices mean."""
    outcomes = [
        f"**{each.sign}** {each.word}: {each.means}" for each in OUTCOMES.values()
    ]
    return f"{'; '.join(outcomes)}. {parties()}."


def section(results: Results, category: str, ranked: list[surprises.Surprise]) -> str:
    """Return the section of one category; ``ranked`` are all bad cells.

    A category whose figures want more words than a matrix has a section of its own: its plot and
    its surprises stand below the heading.
    """
    own = _own(results, category)
    parts = [own.partition("\n")[0] if own else f"## {words.title(category)}", ""]
    if seen := pictures.told(results, category):
        parts += [f"![{_alt(seen)}](plots/{category}.svg)", ""]
    found = surprises.of_category(results, category, ranked)
    if found:
        parts += ["Surprises:", ""]
        parts += [f"* {surprise(results, one)}" for one in found]
        parts += [""]
    if elsewhen := text.other_run(load.other_runs(results, category)):
        parts += [elsewhen, ""]
    if own:
        return "\n".join([*parts, own.partition("\n")[2].strip(), ""])
    failed = [
        f"* {name}: {escaped(row['all'].get('detail', ''))}"
        for name, row in results["cells"][category].items()
        if "all" in row and row["all"]["outcome"] != "unmeasured"
    ]
    intro = words.intro(results, category)
    parts += [intro, "", *failed, *([""] if failed else [])]
    parts += _TABLES.get(category, _matrices)(results, category)
    return "\n".join(parts)


def _own(results: Results, category: str) -> str:
    """Return the section of a category if it is written elsewhere."""
    if category in load.apart(results):
        return beyond.section(results, category)
    return _OWN[category](results) if category in _OWN else ""


def surprise(results: Results, one: surprises.Surprise) -> str:
    """Return a surprise as a line of Markdown."""
    where = results["adapters"][one.name]["title"]
    typed = one.cell.get("command")
    command = f", {code(typed)}" if isinstance(typed, str) else ""
    said = escaped(surprises.sentence(results, one))
    return f"**{where}**, {one.case}{command}: {said}"


def _alt(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")


def _matrices(results: Results, category: str) -> Iterator[str]:
    """Yield a matrix for each family of cases."""
    groups = cells.families(results, category)
    rows = results["cells"][category]
    for family, cases in groups.items():
        named = words.families(category).get(family, family)
        if len(groups) > 1 and named:
            yield f"### {named[0].upper()}{named[1:]}"
            yield ""
        if len(cases) > _LONG:
            yield f"<details><summary>{len(cases)} cases</summary>"
            yield ""
        yield from matrix(rows, cases)
        yield ""
        if len(cases) > _LONG:
            yield "</details>"
            yield ""
    yield f"One cell afresh: `python -m benchmarks reproduce {category}/NAME/CASE`."
    yield ""
    if groups:
        yield from _counts(rows)


def matrix(rows: Rows, cases: list[str]) -> Iterator[str]:
    """Yield the table of some cases: a line a case, a column a row of the comparison."""
    yield from head("", rows)
    for case in cases:
        shown = [_shown(row.get(case) or row.get("all")) for row in rows.values()]
        yield f"| {escaped(case)} | " + " | ".join(shown) + " |"


def _shown(cell: Cell | None) -> str:
    """Return a figure, with the letter where it is not right; or the letter alone."""
    if cell is None:
        return ""
    figure = escaped(cells.figure(cell))
    sign = cells.sign(cell)
    if cells.worst(cell) in cells.WORST:
        bare = sign.removesuffix(cells.mark(cell))
        sign = f"**{bare}**{sign[len(bare) :]}"
    elif figure and cell["outcome"] == "right":
        return figure
    return f"{sign} {figure}".rstrip()


def _counts(rows: Rows) -> Iterator[str]:
    for name, row in rows.items():
        yield f"* {name}: {cells.counted(cell['outcome'] for cell in row.values())}"


def _lines(results: Results, category: str) -> Iterator[str]:
    found = {
        name: row["total"]
        for name, row in results["cells"][category].items()
        if isinstance(row.get("total", {}).get("roles"), dict)
    }
    roles = ("declare", "load", "wire", "save", "restore", "main", "other")
    yield from head("", ["lines", "tokens", "config files", *roles, "help"], "---:")
    for name, cell in found.items():
        by_role = cell["roles"]
        values = [
            *(cell.get(key, "") for key in ("total", "tokens", "config")),
            *(by_role.get(role, 0) for role in roles),
            cell.get("help", ""),
        ]
        path = results["adapters"].get(name, {}).get("program", "/")
        linked = name if path.startswith("/") else f"[{name}](../{quote(path)})"
        yield f"| {linked} | " + " | ".join(map(str, values)) + " |"
    yield ""
    yield "One row afresh: `python -m benchmarks reproduce lines/NAME/total`."


def _change(results: Results, category: str) -> Iterator[str]:
    rows = results["cells"][category]
    found = {name: row for name, row in rows.items() if "all" not in row}
    for cases in cells.families(results, category).values():
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


def _overrides(results: Results, category: str) -> Iterator[str]:
    yield from _matrices(results, category)
    yield ""
    yield from rates.tables(results, category)
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
            if isinstance(cell.get("message"), dict)
            and cell["outcome"] not in cells.SILENTLY_WRONG
        ]
        for name, row in results["cells"][category].items()
    }
    if not any(judged.values()):
        return
    yield ""
    yield "### The messages that refuse a mistake"
    yield ""
    yield "How many of the messages do so, of those of which it can be asked."
    yield ""
    yield from head("", facts.values(), "---:")
    for name, messages in judged.items():
        asked = [
            [each[fact] for each in messages if each.get(fact) is not None]
            for fact in facts
        ]
        said = " | ".join(f"{sum(each)} of {len(each)}" for each in asked)
        yield f"| {name} | {said} |"


def _roundtrip(results: Results, category: str) -> Iterator[str]:
    """Yield what has sections of its own last, and a matrix for every other family before."""
    apart = {"values": saving.values, "fault": saving.faults}
    rows = results["cells"][category]
    others = {
        name: {
            case: cell for case, cell in row.items() if cells.family(case) not in apart
        }
        for name, row in rows.items()
    }
    rest = {**results, "cells": {**results["cells"], category: others}}
    yield from _matrices(rest, category)
    for family, told in apart.items():
        yield ""
        yield told(saving.family(rows, family))


def _features(results: Results, category: str) -> Iterator[str]:
    """Yield the matrices, and what each case asks: names alone do not say it."""
    yield "What is asked:"
    yield ""
    for case, told in load.listed(results, category).items():
        yield f"* *{escaped(case)}*: {escaped(told['intent'])}"
    yield ""
    yield from _matrices(results, category)


#: Categories whose section is written elsewhere.
_OWN: dict[str, Callable[[Results], str]] = {
    "safety": lambda results: saving.safety(results["cells"]["safety"]),
    "startup": startup.section,
    "scaling": scaling.section,
}
_TABLES: dict[str, Callable[[Results, str], Iterator[str]]] = {
    "lines": _lines,
    "change": _change,
    "overrides": _overrides,
    "roundtrip": _roundtrip,
    "features": _features,
}
