"""Categories: a page of each, a paragraph of each for the report; also of a new one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from report import (
    alike,
    beyond,
    cells,
    figures,
    load,
    pictures,
    rates,
    rendering,
    saving,
    scaling,
    startup,
    surprises,
    sweeps,
    text,
    words,
    written,
)
from report.cells import OUTCOMES, PARTIES
from report.figures import Row
from report.load import Results, Rows

#: Where a page of a category lies.
FOLDER = "categories"

#: Pictures that stand on the page of a category beside its own.
_BESIDE = {"startup": ("where",)}

#: Reasons are told up to here; `cells/` has all.
_REASONS = 40


def pages(results: Results, table: Sequence[Row] | None = None) -> dict[str, str]:
    """Return the page of every category of which there are cells, by file name."""
    ranked = surprises.bad(results)
    table = figures.rows(results) if table is None else table
    return {
        page(category): _page(results, category, ranked, table)
        for category in load.categories(results)
    }


def page(category: str) -> str:
    """Return where the page of a category lies."""
    return f"{FOLDER}/{category}.md"


def paragraph(results: Results, category: str, family: str | None = None) -> Markup:
    """Return what the report says of a category, or of one family of its test cases."""
    return rendering.inline(
        "paragraph.md.j2",
        title=words.families(category).get(family, family) if family else None,
        page=page(category),
        units=words.words()["units"],
        named=words.title(category),
        titles=_titles(results),
        told=alike.summary(results, category, _compared(results, category), family),
        starts=startup.spread(results) if category == "startup" else None,
    )


def unmeasured(results: Results) -> Markup:
    """Return what is said of categories apart of which nothing was measured, or nothing."""
    missing = [
        words.title(category)
        for category in load.apart(results)
        if not any(load.rows(results, category).values())
    ]
    if not missing:
        return Markup()
    return rendering.inline("unmeasured.md.j2", titles=missing)


def surprise(results: Results, one: surprises.Surprise) -> Markup:
    """Return a surprise as a line of Markdown."""
    return rendering.inline("surprise.md.j2", one=_surprise(results, one))


@dataclass(frozen=True)
class Failed:
    """Rows of which there is one cell for the whole category: how, why, and which."""

    outcome: str
    detail: str
    names: tuple[str, ...]


def _page(
    results: Results,
    category: str,
    ranked: list[surprises.Surprise],
    table: Sequence[Row],
) -> str:
    ours = words.words()["categories"].get(category, {})
    measured = load.rows(results, category)
    rows = {name: row for name, row in measured.items() if row and "all" not in row}
    compared = _compared(results, category)
    others = load.other_runs(results, category)
    reasons = alike.whys(compared)
    shown, counts = alike.counts(compared)
    return rendering.markdown(
        "category.md.j2",
        category=category,
        title=words.title(category),
        question=words.question(results, category),
        intro=ours.get("intro", ""),
        own=ours.get("told", {}),
        apart=category in load.apart(results),
        pictures=[
            (name, seen)
            for name in (category, *_BESIDE.get(category, ()))
            if (seen := pictures.told(results, name, table))
        ],
        surprises=[
            _surprise(results, one)
            for one in surprises.of_category(results, category, ranked)
        ],
        failed=_failed(measured),
        missing=[
            name
            for name in results["adapters"]
            if not measured.get(name) and name not in others
        ],
        other_run=text.other_run(others),
        families=alike.families(results, category, compared),
        observed=_observed(results, category),
        outcomes=_outcomes(compared),
        parties=_parties(compared),
        shown=[cells.word(outcome) for outcome in shown],
        counts=counts,
        varied=len({(each.own, each.outcomes) for each in counts}) > 1,
        adapters=results["adapters"],
        reasons=reasons if len(reasons) <= _REASONS else [],
        rule=surprises.rule(),
        **{"own_table": False} | _FACTS.get(category, _no_more)(results, rows),
    )


def _compared(results: Results, category: str) -> Rows:
    """Return the rows of the comparison that have test cases of a category."""
    return {
        name: row
        for name, row in load.rows(results, category).items()
        if row and "all" not in row and name in results["adapters"]
    }


def _titles(results: Results) -> dict[str, str]:
    return {name: row["title"] for name, row in results["adapters"].items()}


def _surprise(results: Results, one: surprises.Surprise) -> dict[str, Any]:
    typed = one.cell.get("command")
    return {
        "title": results["adapters"][one.name]["title"],
        "case": one.case,
        "command": typed if isinstance(typed, str) else "",
        "said": surprises.sentence(results, one),
    }


def _failed(rows: Rows) -> list[Failed]:
    found: dict[tuple[str, str], list[str]] = {}
    for name, row in rows.items():
        if "all" in row:
            key = (row["all"]["outcome"], str(row["all"].get("detail", "")))
            found.setdefault(key, []).append(name)
    return [
        Failed(cells.word(outcome), detail, tuple(names))
        for (outcome, detail), names in found.items()
    ]


def _observed(results: Results, category: str) -> list[str]:
    listed = load.listed(results, category)
    return [name for name, told in listed.items() if told["kind"] == "observation"]


def _outcomes(rows: Rows) -> list[cells.Outcome]:
    found = {
        outcome
        for row in rows.values()
        for cell in row.values()
        for outcome in (cell["outcome"], cells.arrival(cell))
    }
    return [each for name, each in OUTCOMES.items() if name in found]


def _parties(rows: Rows) -> list[cells.Party]:
    found = {cells.party(cell) for row in rows.values() for cell in row.values()}
    return [each for name, each in PARTIES.items() if name in found and each.mark]


def _no_more(results: Results, rows: Rows) -> dict[str, Any]:
    del results, rows
    return {}


#: What the page of a category tells beside its test cases.
_FACTS: Mapping[str, Callable[[Results, Rows], dict[str, Any]]] = {
    "lines": written.lines,
    "change": written.changes,
    "overrides": rates.facts,
    "roundtrip": saving.facts,
    "startup": startup.facts,
    "scaling": scaling.facts,
    "remote": beyond.facts,
    "sweep": sweeps.facts,
}
