"""``REPORT.md`` and ``answers.md``: the same bytes for the same results."""

import statistics
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote as quoted

from markupsafe import Markup

from report import (
    aboutrows,
    alive,
    cells,
    claims,
    counting,
    dividing,
    figures,
    freshness,
    history,
    hours,
    interpreters,
    load,
    needs,
    often,
    otherwise,
    parties,
    pictures,
    ranks,
    rendering,
    replications,
    sections,
    situations,
    upgrades,
    words,
)
from report.escaping import code, escaped
from report.figures import Row
from report.load import Results
from report.otherwise import counted
from report.situations import Situation
from report.text import bought, footnotes, joined, ran, shares, size, started

#: The page with the rules of the answers, in the folder of the report.
ANSWERS = "answers.md"

#: The pictures of the first page below the table, in this order.
_PICTURES = ("right", "map", "startup", "where")

#: Categories, or families of one, of which the first page has a paragraph.
_TOLD = (
    ("roundtrip", None),
    ("roundtrip", "values"),
    ("features", None),
    ("sweep", None),
    ("change", None),
    ("safety", None),
    ("ranks", None),
)

#: So many commands are shown as examples.
_COMMANDS = 4


def render(results: Results, table: Sequence[Row] | None = None, **more: Any) -> str:
    """Return the report in the language that is spoken.

    ``table`` is :func:`report.figures.rows`, for whoever has it already; ``more`` goes into the
    template of a section that is there for one language alone.
    """
    table = figures.rows(results) if table is None else table
    said = words.report()
    answered = situations.situations(results, table)
    machine = results["machine"]
    return rendering.markdown(
        "report.md.j2",
        words=said,
        language=words.language(),
        folder=pictures.folder(),
        columns=said["columns"].values(),
        situations=[_first(one) for one in answered],
        caveats=[(one.title, one.caveat) for one in answered if one.caveat],
        tried=_tried(results, table),
        often=often.often(results),
        left_out=_left_out(results, table),
        pages=Markup(" · ").join(
            rendering.fill("[{}]({})", title, quoted(page))
            for title, page in _pages(results)
        ),
        path_told=pictures.told(results, "path", table),
        rows=[_row(results, row) for row in table],
        notes=[
            *(f"{row.title}: {fault}" for row in table for fault in row.faults),
            *footnotes(table),
        ],
        where=said["first"]["where"].format(
            day=results["created"][:10],
            torch=results["versions"].get("torch", said["first"]["no_torch"]),
            **{key: machine[key] for key in ("cpu", "cores", "kind", "python")},
        ),
        unfinished=len(results.get("interrupted", {}).get("done", ())),
        pictures=[
            (name, seen)
            for name in _PICTURES
            if (seen := pictures.told(results, name, table))
        ],
        dividing_rule=dividing.rule(),
        dividing=[_divided(one) for one in dividing.dividing(results, table)],
        paragraphs=[
            sections.paragraph(results, category, family)
            for category, family in _TOLD
            if category in load.categories(results)
        ],
        trust=_trust(results),
        moved=_moved(results),
        beside=[
            told
            for told in (
                claims.sentence(results),
                alive.sentence(results),
                interpreters.sentence(results),
                replications.sentence(results),
                freshness.sentence(results),
                upgrades.sentence(results),
            )
            if told
        ],
        commands=_commands(results),
        **{"claims": None} | more,
    )


def _tried(results: Results, table: Sequence[Row]) -> dict[str, Any]:
    """Return how much was tried of how many rows."""
    asked = [row.harm_share.asked for row in table if row.harm_share]
    return {
        "rows": len(table),
        "groups": [group.title for group in counting.groups(results)],
        "asked": round(statistics.median(asked)) if asked else 0,
    }


def _left_out(results: Results, table: Sequence[Row]) -> Markup:
    """Return what each group of cases does to the order: who moves most without it, whence, where.

    The group that moves a row most comes first.
    """
    found = []
    for group in counting.groups(results):
        moved = [
            (row.plain, row.rank.place, row.without[group.id])
            for row in table
            if row.rank and group.id in row.without
        ]
        most = max(moved, key=lambda each: abs(each[1] - each[2]), default=None)
        if most and most[1] != most[2]:
            found.append((group.title, *most))
    said = words.report()["first"]["weighed"]
    return Markup("; ").join(
        rendering.fill(said, group=group, row=row, place=place, without=without)
        for group, row, place, without in sorted(
            found, key=lambda each: -abs(each[2] - each[3])
        )
    )


def _pages(results: Results) -> list[tuple[str, str]]:
    """Return the pages beside the first one: what they are called, and where they are."""
    found = [
        (words.title(category), sections.page(category))
        for category in load.categories(results)
    ]
    titles = words.report()["pages"]
    found.append((titles["causes"], aboutrows.CAUSES))
    found += [(titles["claims"], claims.PAGE)] if claims.executed(results) else []
    found += [(titles["parties"], parties.PAGE)] if load.parties(results) else []
    found += [(titles["alive"], alive.PAGE)] if load.alive(results) else []
    found += [(titles["history"], history.PAGE)] if load.older(results) else []
    if load.replications(results):
        found.append((titles["replications"], replications.PAGE))
    found += [(titles["upgrades"], upgrades.PAGE)] if load.matrix(results) else []
    return [*found, (titles["interpreters"], otherwise.PAGE)]


def linked(row: Row) -> Markup:
    """Return a row's title as a link to its page."""
    return Markup("[{}](rows/{}.md)").format(escaped(row.title), quoted(row.name))


def _first(one: Situation) -> dict[str, Any]:
    """Return the line of a situation on the first page."""
    row = one.row
    return {
        "title": one.title,
        "take": Markup("**{}**").format(linked(row)) if row else _answer("nobody"),
        "other": _other(one),
        "gives_up": "; ".join(map(str, one.gives_up)),
        "hangs": _hangs(one),
    }


def _other(one: Situation) -> Markup:
    """Return the runner-up and by how much it is behind, or who comes nearest."""
    if one.runner_up:
        row, margin = linked(one.runner_up), escaped(one.margin)
        return rendering.fill(_answer("runner_up"), row=row, margin=margin)
    if not one.nearest:
        return escaped(_answer("none"))
    lacks = Markup(", ").join(map(code, one.lacks))
    return rendering.fill(_answer("nearest"), row=linked(one.nearest), cells=lacks)


def _answer(key: str) -> str:
    return str(words.report()["answer"][key])


def _hangs(one: Situation) -> str:
    """Return on how much an answer hangs, in short."""
    if one.row is None:
        return ""
    own = "of_its_own" if len(one.cells) > 1 else "one_of_its_own"
    told = _answer(own).format(cells=counted(len(one.cells)))
    if one.barred:
        told = _answer("of_others").format(own=told, count=len(one.barred))
    if ours := sum(each.ours for each in one.barred):
        told = _answer("gaps").format(told=told, count=ours)
    tied = one.runner_up and one.runner_up.title in one.tied
    return _answer("tied").format(told=told) if tied else told


def _row(results: Results, row: Row) -> dict[str, Any]:
    adapter = results["adapters"][row.name]
    return {
        "name": row.name,
        "linked": linked(row),
        "note": row.note,
        "library": row.library,
        "program": adapter["program"],
        "said": adapter.get("said", {}),
        "rank": row.rank,
        "harm": row.harm_share and row.harm_share.per_mille,
        "right": shares(row),
        "rejected": row.rejected,
        "wrong": row.wrong,
        "accepted": row.accepted,
        "lines": row.lines,
        "buys": bought(row),
        "start": started(row),
        "run": ran(row),
        "mib": size(row),
    }


def _divided(one: dividing.Dividing) -> dict[str, Any]:
    return {
        "category": one.category,
        "case": one.case,
        "intent": one.intent,
        "counted": ", ".join(
            words.report()["divides"]["counted"].format(
                count=count, outcome=cells.word(each)
            )
            for each, count in one.outcomes
        ),
        "good": _example(one.good),
        "bad": _example(one.bad),
    }


def _example(one: dividing.Example) -> Markup:
    typed, came = code(one.typed), code(one.came)
    return Markup("{}: {} → {}").format(linked(one.row), typed, came)


def _trust(results: Results) -> dict[str, Any]:
    """Return what is told of the report's own limits."""
    every = [cell for *_, cell in cells.every(results)]
    said = [adapter.get("said", {}) for adapter in results["adapters"].values()]
    told = words.report()["trust"]
    measured = rendering.fill(
        told["cells"],
        cells=len(every),
        rows=len(said),
        unmeasured=sum(cell["outcome"] == "unmeasured" for cell in every),
        nobody=sum(cells.party(cell) == "unmeasured" for cell in every),
    )
    if load.parties(results):
        title, page = words.report()["pages"]["parties"], parties.PAGE
        measured = rendering.fill(
            told["parties"], told=measured, title=title, page=page
        )
    programs = rendering.fill(
        told["programs"],
        deviations=sum(
            len(adapter["deviations"]) for adapter in results["adapters"].values()
        ),
        rows=len(said),
        reviewed=sum(bool(each.get("reviewed_by")) for each in said),
        objections=sum(len(each.get("objections", ())) for each in said),
    )
    return {
        "cells": measured,
        "programs": programs,
        "states": _states(results),
        "coarse": _coarse(results),
    }


def _coarse(results: Results) -> Markup | None:
    """Return which categories were measured coarsely; nothing where none was."""
    found = {
        unit.partition("/")[0]: None
        for unit, account in results["units"].items()
        if account.get("fast")
    }
    if not found:
        return None
    told = words.report()["trust"]["coarse"]
    return rendering.fill(told, categories=joined([*found]))


def _states(results: Results) -> Markup:
    """Return whether all units were measured by one state of the suite, as far as it is stored."""
    told = words.report()["trust"]
    every = [(unit["created"], unit.get("suite")) for unit in results["units"].values()]
    known = [each for each in every if each[1]]
    newest = max(known, default=("", ""))[1]
    others, unknown = sum(each != newest for _, each in known), len(every) - len(known)
    sentence = told["states" if others or unknown else "state"]
    return rendering.fill(sentence, units=len(every), others=others, unknown=unknown)


def _moved(results: Results) -> Markup | None:
    """Return how far ratios of start-up moved from run to run, if that is known."""
    moved = hours.moved(results, changed=True)
    if moved is None:
        return None
    shares = {key: f"{getattr(moved, key) * 100:.0f}" for key in ("median", "most")}
    return rendering.fill(words.report()["trust"]["moved"], **vars(moved) | shares)


def _commands(results: Results) -> list[str]:
    name = next(iter(results["adapters"]), "NAME")
    return [
        next(iter(results["cells"][category][name].values()))["reproduce"]
        for category in load.categories(results)[:_COMMANDS]
        if results["cells"][category].get(name)
    ]


def answers(results: Results, table: Sequence[Row] | None = None) -> str:
    """Return the page of the rules: situations, ranks, and what each row meets."""
    table = figures.rows(results) if table is None else table
    measured = [row for row in table if row.rank]
    return rendering.markdown(
        "answers.md.j2",
        words=words.report(),
        situations=situations.situations(results, table),
        linked=linked,
        rows=measured,
        groups=counting.groups(results),
        draws=ranks.DRAWS,
        seed=ranks.SEED,
        needs=needs.needs(results),
        marks=cells.PARTIES,
    )
