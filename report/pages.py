"""``site/``: the report as pages that are opened from disk, each written whole at build time.

The pages can be read without a script.  Scripts sort, filter and show the evidence of a cell; what
they show lies in ``data/`` (:mod:`report.evidence`).  How a page looks stands in
``templates/site/``; here is what it is told, in each language that there are words of.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markupsafe import Markup

from report import (
    alive,
    asking,
    cells,
    comparing,
    evidence,
    figures,
    firstpage,
    freshness,
    history,
    load,
    matrices,
    packing,
    parties,
    pictures,
    rendering,
    replications,
    said,
    situations,
    surprises,
    tables,
    upgrades,
    words,
)
from report.cells import OUTCOMES
from report.claims import based, hanging
from report.figures import Row
from report.load import Results
from report.markup import place
from report.situations import Situation
from report.surprises import Surprise

STATIC = load.HERE / "static"

#: What every page loads behind the words, in this order, before what is its own.
_SCRIPTS = ("evidence.js", "tables.js")

#: A part of a page that is loaded behind it.
_SECTION = re.compile(r'<section data-part="[^"/]+/([^"]+)">(.*?)</section>', re.DOTALL)

#: Where a claim, and what was seen of it, stands in each language.
_CLAIMED = {"en": ("claim", "seen"), "ko": ("korean", "seen_ko")}

#: Pictures that are shown on the first page, and on those of categories beside the one called so.
_FIRST, _BESIDE = ("path", "right", "map"), {"startup": ("where",)}


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes
    ----------
    name, link, title
        What it is called: in addresses, where it is linked, above it.
    kind
        Its template in ``templates/site/``, and the class of its body.
    told
        What the template is told.
    group
        Under which title of the menu it is linked; by itself where there is none.
    scripts
        Those of its own, in this order.
    spoken
        Whether it is written in every language, or in the first alone.
    texts
        In which languages the same stands as text, where that is enough for who reads without
        scripts.
    """

    name: str
    link: str
    title: str
    kind: str
    told: dict[str, Any]
    group: str = ""
    scripts: Sequence[str] = ()
    spoken: bool = True
    texts: Mapping[str, str] = field(default_factory=dict)

    def file(self, language: str) -> str:
        """Return what it is called on disk."""
        other = language if self.spoken else words.ENGLISH
        return (
            f"{self.name}.html"
            if other == words.ENGLISH
            else f"{self.name}.{other}.html"
        )

    def languages(self, every: Sequence[str]) -> list[tuple[str, str]]:
        """Return the languages that it is written in, each with the file."""
        return [
            (each, self.file(each))
            for each in every
            if self.spoken or each == words.ENGLISH
        ]


def pages(
    results: Results, drawn: dict[str, str], table: Sequence[Row] | None = None
) -> dict[str, str]:
    """Return every file of the site, by its path below the report's folder.

    ``drawn`` are pictures as SVG, by path below ``plots/``, without an ending; ``table`` is
    :func:`report.figures.rows`, where it is known.
    """
    table = figures.rows(results) if table is None else table
    made: dict[str, str] = {}
    for language in words.languages():
        with words.speaking(language):
            made |= _spoken(results, drawn, table, language)
    for path in sorted(STATIC.rglob("*")):
        if path.suffix in {".css", ".js"} or "LICENSE" in path.name:
            made[path.relative_to(STATIC).as_posix()] = path.read_text(encoding="utf-8")
    return {f"site/{name}": text for name, text in made.items()}


def _spoken(
    results: Results, drawn: dict[str, str], table: Sequence[Row], language: str
) -> dict[str, str]:
    """Return the pages in a language, and the words that scripts say."""
    table = figures.spoken(results, table)
    answered = situations.situations(results, table)
    every = list(_pages(results, table, answered, drawn))
    of = {page.name: page.file(language) for page in every}
    frame = {
        "language": language,
        "languages": words.languages(),
        "menu": _menu(every),
        "site": words.words()["site"],
        "measured": _measured(results),
        "at": of.__getitem__,
    }
    phrases = "phrases.js" if language == words.ENGLISH else f"phrases.{language}.js"
    made = {phrases: evidence.phrases(language)}
    parts: dict[str, dict[str, str]] = {}
    for page in every:
        if page.spoken or language == words.ENGLISH:
            scripts = ["data.js", phrases, *_SCRIPTS, *page.scripts]
            text, loaded = _written(page, language, {**frame, "scripts": scripts})
            made[page.file(language)] = text
            for file, part in loaded.items():
                parts.setdefault(file, {}).update(part)
    packed = {
        f"data/pages/{file}.js": packing.script(f"pages/{file}", part)
        for file, part in parts.items()
    }
    return made | packed | evidence.files(results, answered, language)


def _written(
    page: Page, language: str, frame: dict[str, Any]
) -> tuple[str, dict[str, dict[str, str]]]:
    """Return a page, and what it loads of that, by file and name: such a thing is small, packed.

    What stands elsewhere without a script is loaded whole, with what all pages of its kind are.
    """
    template = f"site/{page.kind}.html.j2"
    text = rendering.html_page(template, page=page, part="", **frame, **page.told)
    whole = page.texts.get(language, "")
    if language != words.ENGLISH and not whole:
        whole = page.file(words.ENGLISH)
    if not whole:
        parts: dict[str, str] = {}
        there = "\n" + _elsewhere(f"../categories/{page.name}.md")

        def fold(section: re.Match[str]) -> str:
            parts[section[1]] = section[2].strip()
            return section[0].replace(section[2], there)

        return _SECTION.sub(fold, text), {page.name: parts} if parts else {}
    body = text.partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
    file = page.kind if language == words.ENGLISH else f"{page.kind}.{language}"
    part = f"{file}/{page.name}"
    empty = rendering.html_page(
        template, page=page, part=part, elsewhere=_elsewhere(whole), **frame
    )
    return empty, {file: {page.name: body.strip()}}


def _elsewhere(address: str) -> Markup:
    """Return where that stands which a script has to put in."""
    return Markup('<p class="elsewhere">{} <a href="{}">{}</a></p>').format(
        words.words()["site"]["unscripted"], address, address.rpartition("/")[2]
    )


def _menu(every: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """Return the pages in groups, each with its title; a page without a group is one by itself."""
    groups: dict[str, list[Page]] = {}
    for page in every:
        if page.link:
            groups.setdefault(page.group or page.name, []).append(page)
    return list(groups.items())


def _measured(results: Results) -> dict[str, Any]:
    """Return when and where the results were measured."""
    torch = results["versions"].get("torch", "absent")
    return {
        "day": results["created"][:10],
        "torch": torch,
        **results["machine"],
        "until": str(freshness.fresh(results).until),
        "span": freshness.SPAN.days,
    }


def _pages(
    results: Results,
    table: Sequence[Row],
    answered: list[Situation],
    drawn: dict[str, str],
) -> Iterator[Page]:
    """Yield every page, in the order of the menu."""
    site = words.words()["site"]
    titles = site["titles"]
    ranked = surprises.bad(results)
    by_category = {
        category: list(
            _surprises(results, surprises.of_category(results, category, ranked))
        )
        for category in load.categories(results)
    }
    told = {
        **firstpage.told(results, table, answered),
        "found": [
            (words.title(name), some) for name, some in by_category.items() if some
        ],
        "pictures": _pictures(drawn, _FIRST),
    }
    first = words.report()["title"]
    yield Page(
        "index", titles["index"], first, "index", told,
        scripts=["index.js"],
        texts={code: f"../REPORT.{code}.md" for code in words.languages() if code != words.ENGLISH},
    )  # fmt: skip
    for category, some in by_category.items():
        title = words.title(category)
        shown = (category, *_BESIDE.get(category, ()))
        told = {
            **matrices.told(results, category),
            "found": some,
            "pictures": _pictures(drawn, shown),
        }
        yield Page(
            category,
            title,
            title,
            "category",
            told,
            site["categories"],
            ["category.js"],
        )
    yield from _rows(results, table, ranked)
    title, told = titles["compare"], comparing.told(results, table)
    yield Page("compare", title, title, "compare", told, scripts=["compare.js"])
    yield from _asking(results, site)
    yield from _beside(results, titles, site["more"])


def _asking(results: Results, site: dict[str, Any]) -> Iterator[Page]:
    """Yield the pages that ask: a case of all rows, and all cases for a word."""
    tried = asking.told(results)
    if tried["sections"]:
        said = site["try"]
        yield Page(
            "try", said["link"], said["title"], "try", tried, scripts=["try.js"],
            texts={words.ENGLISH: "overrides.html"},
        )  # fmt: skip
    named = [(name, words.title(name)) for name in load.categories(results)]
    said = site["search"]
    yield Page(
        "search", said["link"], said["title"], "search", {"categories": named},
        scripts=["vendor/minisearch.js", "search.js"],
    )  # fmt: skip


def _beside(results: Results, titles: dict[str, str], group: str) -> Iterator[Page]:
    """Yield the pages of what was found out beside the cells."""
    if results.get("claims"):
        told: dict[str, Any] = {"claims": list(_claims(results))}
        yield Page("claims", titles["claims"], titles["claims"], "claims", told, group)
    if results.get("tables"):
        yield Page(
            "tables", titles["tables"], tables.title(), "tables", _tables(results), group,
            spoken=False,
        )  # fmt: skip
    for name, module, there in (
        ("parties", parties, load.parties(results)),
        ("alive", alive, load.alive(results)),
        ("history", history, load.older(results)),
        ("replications", replications, load.replications(results)),
    ):
        if there:
            told = {"blocks": list(module.content(results))}
            yield Page(
                name, titles[name], module.TITLE, "told", told, group,
                spoken=False, texts={words.ENGLISH: f"../{module.PAGE}"},
            )  # fmt: skip
    yield from _upgrades(results, titles["upgrades"], group)


def _upgrades(results: Results, title: str, group: str) -> Iterator[Page]:
    """Yield the page of what upgrades change, and one of each row."""
    if not load.matrix(results):
        return
    told = {"blocks": list(upgrades.content(results))}
    yield Page(
        "upgrades", title, upgrades.TITLE, "told", told, group,
        spoken=False, texts={words.ENGLISH: f"../{upgrades.PAGE}"},
    )  # fmt: skip
    for name in upgrades.rows(results):
        told = {"blocks": list(upgrades.of_row(results, name))}
        yield Page(
            f"upgrade-{name}", "", upgrades.title(results, name), "told", told,
            spoken=False, texts={words.ENGLISH: f"../{upgrades.FOLDER}/{name}.md"},
        )  # fmt: skip


def _pictures(drawn: dict[str, str], names: Sequence[str]) -> list[dict[str, str]]:
    """Return those of some pictures that there are, with what each shows, in words and in size."""
    titled = words.words().get("pictures", {})
    return [
        {
            "name": name,
            "file": f"plots/{path}.svg",
            "label": titled.get(name, {}).get("title", words.title(name)),
            **_head(drawn[path]),
        }
        for name in names
        if (path := f"{pictures.folder()}{name}") in drawn
    ]


def _head(svg: str) -> dict[str, str]:
    """Return what the head of a picture tells of it: its size, and what is to be seen."""
    found = {
        key: re.search(pattern, svg)
        for key, pattern in (
            ("width", r' width="([\d.]+)"'),
            ("height", r' height="([\d.]+)"'),
            ("says", r"<desc>(.*?)</desc>"),
        )
    }
    return {key: unescape(each[1]) if each else "" for key, each in found.items()}


def _surprises(results: Results, found: list[Surprise]) -> Iterator[dict[str, str]]:
    """Yield surprises in pieces: the first word for the outcome is shown as a badge."""
    for one in found:
        said = surprises.told(results, one)
        word = cells.word(one.outcome) if one.outcome else "\0"
        before, word, after = said.came_out.partition(word)
        ends = "." if one.outcome else ""
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
            "after": after + (": " if said.detail else ends),
            "detail": said.detail and said.detail + ends,
            "cause": said.cause,
            "alike": said.alike,
        }


def _rows(
    results: Results, table: Sequence[Row], ranked: list[Surprise]
) -> Iterator[Page]:
    """Yield the page that lists the rows, and one of each row."""
    site = words.words()["site"]
    told: dict[str, Any] = {
        "rows": [
            (name, each["title"], each["summary"])
            for name, each in results["adapters"].items()
        ],
        "causes": [
            (cause, results["causes"].get(cause, site["unexplained"]))
            for cause in cells.explained(results)
        ],
    }
    title = site["titles"]["rows"]
    yield Page("rows", title, title, "rows", told)
    of = {row.name: row for row in table}
    for name, each in results["adapters"].items():
        told = _row(results, name, ranked) | {"figures": firstpage.named(of[name])}
        yield Page(f"row-{name}", "", each["title"], "row", told)


def _row(results: Results, name: str, ranked: list[Surprise]) -> dict[str, Any]:
    adapter = results["adapters"][name]
    site = words.words()["site"]
    versions = adapter["distributions"].items()
    conversions = [
        f"{each['setting']}: `{each['line']}`. {each['reason']}"
        for each in adapter["conversions"]
    ]
    lacks = [
        f"{each['capability']}. {each['reason']}" for each in adapter.get("lacks", [])
    ]
    return {
        "row": name,
        **{key: adapter[key] for key in ("summary", "program", "documentation")},
        "place": place(adapter["program"]),
        "versions": ", ".join(
            f"{key} {each or site['not_installed']}" for key, each in versions
        ),
        "brings": (adapter["footprint"] or {}).get("added", []),
        "said": said.of(results, name),
        "mark": figures.MARK,
        "unproven": figures.unproven(adapter),
        "worst": list(_surprises(results, surprises.of_row(name, ranked))),
        "apart": list(_apart(results, name)),
        "lists": (
            (site["deviations"], adapter["deviations"]),
            (site["conversions"], conversions),
            (site["lacks"], lacks),
        ),
    }


def _apart(results: Results, name: str) -> Iterator[dict[str, Any]]:
    """Yield the categories, each with how many cells of a row have which outcome."""
    for category in load.categories(results):
        row = load.rows(results, category).get(name, {})
        found = Counter(map(cells.worst, row.values()))
        if row:
            yield {
                "category": category,
                "title": words.title(category),
                "all": len(row),
                "bad": found.keys() != {"right"},
                "outcomes": [
                    (outcome, OUTCOMES[outcome], count)
                    for outcome, count in sorted(
                        found.items(), key=lambda each: list(OUTCOMES).index(each[0])
                    )
                ],
            }


def _claims(results: Results) -> Iterator[dict[str, Any]]:
    said, seen = _CLAIMED.get(words.language(), _CLAIMED[words.ENGLISH])
    verdicts = words.words().get("verdicts", {})
    for name, claim in results["claims"].items():
        verdict = claim["verdict"]
        yield {
            **claim,
            "name": name,
            "claim": claim[said],
            "seen": claim[seen],
            "verdict": verdicts.get(verdict, verdict),
            "little": hanging(claim, "{}"),
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
    shown = {(each.statement, each.library): each for each in tables.tabled(table)}
    return {
        **{key: table[key] for key in ("title", "page", "source", "commit", "written")},
        "name": name,
        "counted": tables.counted(table),
        "libraries": libraries.values(),
        "lines": [
            {
                **told,
                "cells": [
                    (
                        f"tables/{name}/{library}/{statement}",
                        shown.get((statement, library)),
                    )
                    for library in libraries
                ],
            }
            for statement, told in table["statements"].items()
        ],
        "left": table["left"].items(),
    }
