"""``site/``: the report as pages that are opened from disk, each written whole at build time.

The pages can be read without a script.  ``site.js`` sorts, filters and shows the evidence of a
cell; what it shows lies in ``data/`` (:mod:`report.evidence`).  How a page looks stands in
``templates/site/``; here is what it is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from report import (
    alive,
    asking,
    cells,
    evidence,
    figures,
    firstpage,
    load,
    matrices,
    parties,
    rendering,
    said,
    situations,
    surprises,
    tables,
    words,
)
from report.claims import based, hanging
from report.figures import Row
from report.load import Results
from report.markup import place
from report.surprises import Surprise
from report.tables import Tabled

STATIC = load.HERE / "static"


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes
    ----------
    file, link, title
        What it is called: on disk, where it is linked, above it.
    template
        Its template in ``templates/site/``.
    told
        What the template is told.
    """

    file: str
    link: str
    title: str
    template: str
    told: dict[str, Any]

    @property
    def name(self) -> str:
        """The file without its suffix."""
        return PurePosixPath(self.file).stem


#: Pictures that are shown on the first page, and on those of categories beside the one called so.
_FIRST, _BESIDE = ("path", "right", "map"), {"startup": ("where",)}

#: So many bytes of a picture stand in a page; a larger one is linked, beside the site.
_INLINE = 100_000


def pages(
    results: Results, pictures: dict[str, str], table: Sequence[Row] | None = None
) -> dict[str, str]:
    """Return every file of the site, by its path below the report's folder.

    ``pictures`` are SVG, by name; ``table`` is :func:`report.figures.rows`, where it is known.
    """
    table = figures.rows(results) if table is None else table
    answered = situations.situations(results, table)
    first = firstpage.told(results, table, answered)
    every = list(_pages(results, first, pictures))
    frame = {
        "every": every,
        "site": words.words()["site"],
        "at": "{}.html".format,
        "measured": _measured(results),
        "about": words.report()["about"],
    }
    made = {
        page.file: rendering.html_page(
            f"site/{page.template}.html.j2", page=page, **frame, **page.told
        )
        for page in every
    }
    made |= evidence.files(results, answered)
    for path in sorted(STATIC.rglob("*")):
        if path.suffix in {".css", ".js"} or "LICENSE" in path.name:
            name = path.relative_to(STATIC).as_posix()
            made[name] = path.read_text(encoding="utf-8")
    return {f"site/{name}": text for name, text in made.items()}


def _measured(results: Results) -> dict[str, Any]:
    """Return when and where the results were measured."""
    torch = results["versions"].get("torch", "absent")
    return {"day": results["created"][:10], "torch": torch, **results["machine"]}


def _pages(
    results: Results, first: dict[str, Any], pictures: dict[str, str]
) -> Iterator[Page]:
    """Yield every page, in the order of the links; ``first`` is what the first one is told."""
    ranked = surprises.bad(results)
    by_category = {
        category: list(
            _surprises(results, surprises.of_category(results, category, ranked))
        )
        for category in load.categories(results)
    }
    told = {
        **first,
        "found": [
            (words.title(name), some) for name, some in by_category.items() if some
        ],
        "pictures": _pictures(pictures, _FIRST),
    }
    yield Page("index.html", "Summary", words.report()["title"], "index", told)
    for category, some in by_category.items():
        title = words.title(category)
        shown = (category, *_BESIDE.get(category, ()))
        told = {
            **matrices.told(results, category),
            "found": some,
            "pictures": _pictures(pictures, shown),
        }
        yield Page(f"{category}.html", title, title, "category", told)
    yield from _asking(results)
    yield from _beside(results)
    titles = [(name, each["title"]) for name, each in results["adapters"].items()]
    told = {"rows": titles}
    yield Page("compare.html", "Side by side", "Side by side", "compare", told)
    yield Page("rows.html", "The rows", "The rows", "rows", _rows(results, ranked))


def _asking(results: Results) -> Iterator[Page]:
    """Yield the pages that ask: a case of all rows, and all cases for a word."""
    site = words.words()["site"]
    tried = asking.told(results)
    if tried["sections"]:
        yield Page("try.html", site["try"]["link"], site["try"]["title"], "try", tried)
    named = [(name, words.title(name)) for name in load.categories(results)]
    told = {"categories": named}
    said = site["search"]
    yield Page("search.html", said["link"], said["title"], "search", told)


def _beside(results: Results) -> Iterator[Page]:
    """Yield the pages of what was found out beside the cells."""
    if results.get("claims"):
        told: dict[str, Any] = {"claims": list(_claims(results))}
        yield Page("claims.html", "Claims", "Claims, executed", "claims", told)
    if results.get("tables"):
        told = _tables(results)
        yield Page("tables.html", "Public tables", tables.title(), "tables", told)
    if load.parties(results):
        told = {"blocks": list(parties.content(results))}
        yield Page("parties.html", "Who answers", parties.TITLE, "told", told)
    if load.alive(results):
        told = {"blocks": list(alive.content(results))}
        yield Page("alive.html", alive.TITLE, alive.TITLE, "told", told)


def _pictures(pictures: dict[str, str], names: Sequence[str]) -> list[dict[str, str]]:
    """Return those of some pictures that there are, each with its title."""
    titled = words.words().get("pictures", {})
    return [
        {
            "name": name,
            "label": titled.get(name, {}).get("title", words.title(name)),
            "svg": pictures[name] if len(pictures[name]) < _INLINE else "",
        }
        for name in names
        if name in pictures
    ]


def _surprises(results: Results, found: list[Surprise]) -> Iterator[dict[str, str]]:
    """Yield surprises in pieces: the first word for the outcome is shown as a badge."""
    for one in found:
        sentence = surprises.sentence(results, one)
        word = cells.word(one.outcome) if one.outcome else "\0"
        before, word, after = sentence.partition(word)
        typed = one.cell.get("command")
        yield {
            "title": results["adapters"][one.name]["title"],
            "category": one.category,
            "case": one.case,
            "place": f"{one.category}/{one.name}/{one.case}",
            "command": typed if isinstance(typed, str) else "",
            "before": before,
            "outcome": one.outcome,
            "word": word,
            "after": after,
        }


def _rows(results: Results, ranked: list[Surprise]) -> dict[str, Any]:
    explained = results["causes"]
    used = sorted(
        {cause for *_, cell in cells.every(results) for cause in cells.causes(cell)}
    )
    nobody = "nobody has explained it yet."
    return {
        "mark": figures.MARK,
        "rows": [_row(results, name, ranked) for name in results["adapters"]],
        "causes": [(cause, explained.get(cause, nobody)) for cause in used],
    }


def _row(results: Results, name: str, ranked: list[Surprise]) -> dict[str, Any]:
    adapter = results["adapters"][name]
    versions = adapter["distributions"].items()
    conversions = [
        f"{each['setting']}: `{each['line']}`. {each['reason']}"
        for each in adapter["conversions"]
    ]
    lacks = [
        f"{each['capability']}. {each['reason']}" for each in adapter.get("lacks", [])
    ]
    return {
        "name": name,
        **{
            key: adapter[key]
            for key in ("title", "summary", "program", "documentation")
        },
        "place": place(adapter["program"]),
        "versions": ", ".join(
            f"{key} {each or 'not installed'}" for key, each in versions
        ),
        "brings": (adapter["footprint"] or {}).get("added", []),
        "said": said.of(results, name),
        "unproven": figures.unproven(adapter),
        "worst": list(_surprises(results, surprises.of_row(name, ranked))),
        "lists": (
            ("Deviations", adapter["deviations"]),
            ("Conversions by the program", conversions),
            ("Lacks", lacks),
        ),
    }


def _claims(results: Results) -> Iterator[dict[str, Any]]:
    for name, claim in results["claims"].items():
        yield {
            **claim,
            "name": name,
            "verdict": claim["verdict"] + hanging(claim),
            "statements": [
                (each + based(claim, each), so)
                for each, so in claim.get("statements", {}).items()
            ],
        }


def _tables(results: Results) -> dict[str, Any]:
    found = results["tables"]
    return {
        "intro": tables.intro(),
        "rule": next(iter(found.values()))["rule"],
        "tables": [_table(name, table) for name, table in found.items()],
    }


def _table(name: str, table: dict[str, Any]) -> dict[str, Any]:
    libraries = {key: tables.released(each) for key, each in table["libraries"].items()}
    shown = {
        (each.statement, each.library): _tabled(name, table, each)
        for each in tables.tabled(table)
    }
    return {
        **{key: table[key] for key in ("title", "page", "source", "commit", "written")},
        "name": name,
        "counted": tables.counted(table),
        "libraries": libraries.values(),
        "lines": [
            {
                **told,
                "cells": [shown.get((statement, library)) for library in libraries],
            }
            for statement, told in table["statements"].items()
        ],
        "left": table["left"].items(),
        "cells": shown.values(),
    }


def _tabled(name: str, table: dict[str, Any], each: Tabled) -> dict[str, Any]:
    told = table["statements"][each.statement]
    lines = (f"$ {line['command']}\n{line['says']}" for line in each.cell["evidence"])
    return {
        "anchor": f"{name}/{each.library}/{each.statement}",
        "library": tables.released(table["libraries"][each.library]),
        "title": told["title"],
        "text": told["text"],
        "sign": each.sign,
        "differs": each.differs,
        "cell": each.cell,
        "notes": list(filter(None, [each.told, each.cell.get("note", "")])),
        "lines": "\n".join(lines),
    }
