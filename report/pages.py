"""``site/``: the report as pages that are opened from disk, each written whole at build time.

The pages can be read without a script.  ``site.js`` sorts, filters and shows the evidence of a
cell; what it shows lies in ``data/``, in files that a page opened from disk may load: scripts.
"""

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from report import (
    alive,
    blocks,
    cells,
    figures,
    load,
    needs,
    parties,
    said,
    situations,
    sources,
    startup,
    surprises,
    tablepages,
    tables,
    words,
)
from report.blocks import Block
from report.cells import OUTCOMES, PARTIES
from report.claims import based, hanging
from report.figures import Row
from report.load import Cell, Results
from report.markup import marked, place, scroll, ticked
from report.packing import packed
from report.text import (
    bought,
    footnotes,
    interval,
    milliseconds,
    other_run,
    ran,
    size,
    started,
)

STATIC = load.HERE / "static"

_ABOUT = (
    "Written by the makers of configbench, who also wrote the adapters; none of us maintains one "
    "of the libraries. Computed from results.json; no figure was typed. It cannot show taste, "
    "teaching, or what a library does beyond the cases below, and one training program is one "
    "program."
)
_TITLE = "Which configuration manager for a PyTorch project?"

#: Digits of a stored second that are shown: a sample is no more exact.
_DIGITS = 6
#: Whose doing a reader may count, from the strictest.
_ANSWERS = {
    "by the library alone": ("library",),
    "or by the program, as documented": ("library", "documented"),
    "or by any piece of the program": ("library", "documented", "adapter"),
}
#: More lines than fit a screen scroll in a frame of their own, under their head.
_TALL = 18
#: As many characters of the saved bytes fit a cell.
_NOTE = 48


def pages(results: Results, pictures: dict[str, str]) -> dict[str, str]:
    """Return every file of the site, by its path below the report's folder.

    ``pictures`` are the plots, by category.
    """
    ranked = surprises.bad(results)
    made = {
        "index.html": _index(results, ranked),
        "compare.html": _compare(results),
        "rows.html": _rows(results, ranked),
        **{
            f"{category}.html": _category(
                results, category, ranked, pictures.get(category, "")
            )
            for category in load.categories(results)
        },
        **{f"data/{name}": text for name, text in _data(results).items()},
        **{
            name: (STATIC / name).read_text(encoding="utf-8")
            for name in ("style.css", "site.js", "compare.js")
        },
        "words.js": _words(results),
    }
    if results.get("claims"):
        made["claims.html"] = _claims(results)
    if results.get("tables"):
        made[tablepages.PAGE] = _page(
            results, tablepages.PAGE, tables.title(), tablepages.body(results)
        )
    if load.parties(results):
        made["parties.html"] = _told(
            results, "parties.html", parties.TITLE, parties.content(results)
        )
    if load.alive(results):
        made["alive.html"] = _told(
            results, "alive.html", alive.TITLE, alive.content(results)
        )
    return {f"site/{name}": text for name, text in made.items()}


def _told(results: Results, name: str, title: str, told: Iterable[Block]) -> str:
    """Return a page that is told in blocks."""
    body = "\n".join([f"<h1>{escape(title)}</h1>", *blocks.html(told)])
    return _page(results, name, title, body)


# The data


def _data(results: Results) -> dict[str, str]:
    rows: dict[str, dict[str, Any]] = {}
    for category, name, case, cell in cells.every(results):
        rows.setdefault(name, {}).setdefault(category, {})[case] = cell
    made = {}
    for name, by_category in rows.items():
        adapter = results["adapters"].get(name, {})
        content = {
            "title": adapter.get("title", name),
            "program": adapter.get("program", ""),
            "pieces": parties.evidence(results, name) if adapter else {},
            "causes": {
                cause: results["causes"].get(cause, "")
                for row in by_category.values()
                for cell in row.values()
                for cause in cells.causes(cell)
            },
            "cells": {
                category: {
                    case: _stored(results, category, name, case, cell)
                    for case, cell in row.items()
                }
                for category, row in by_category.items()
            },
        }
        made[f"cells/{name}.js"] = _script("cells", name, packed(content))
    for name, adapter in results["adapters"].items():
        parts = [
            [part.role, part.file, part.first, list(part.lines)]
            for part in sources.parts(results, name)
        ]
        text = json.dumps(
            {"title": adapter["title"], "parts": parts},
            ensure_ascii=True,
            separators=(",", ":"),
        )
        made[f"source/{name}.js"] = _script("source", name, text)
    return made


def _words(results: Results) -> str:
    """Return what the script has to call outcomes and parties, and what each case asks."""
    told = {
        "asked": {
            each["name"]: {
                case: stated["intent"]
                for case, stated in each["cases"].items()
                if "intent" in stated
            }
            for each in results["categories"]
        },
        "outcomes": {
            outcome: {"word": each.word, "means": each.means}
            for outcome, each in OUTCOMES.items()
        },
        "parties": {
            by: {"word": party.word, "means": party.means}
            for by, party in PARTIES.items()
        },
    }
    return f"configbench.words = {json.dumps(told, indent=1)};\n"


def _script(kind: str, name: str, content: str) -> str:
    # The end of a script element must not stand in a text of it, wherever it is put.
    return (
        f"configbench.take({json.dumps(kind)},{json.dumps(name)},{content})\n".replace(
            "</", "<\\/"
        )
    )


def _stored(results: Results, category: str, name: str, case: str, cell: Cell) -> Cell:
    """Return a cell without what the page can tell itself, and with what hands did in words."""
    stored = {key: _rounded(value) for key, value in cell.items()}
    if cell["reproduce"] == f"python -m benchmarks reproduce {category}/{name}/{case}":
        del stored["reproduce"]
    if held := said.objections(results, name, f"{category}/{case}"):
        stored["objections"] = held
    if "calls" in cell:
        stored["calls"] = [list(each) for each in parties.hands(cell)]
    return stored


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return value


# The frame of every page


def _page(results: Results, name: str, title: str, body: str, *, also: str = "") -> str:
    links = [("index.html", "Summary")]
    links += [
        (f"{category}.html", words.title(category))
        for category in load.categories(results)
    ]
    if results.get("claims"):
        links.append(("claims.html", "Claims"))
    if results.get("tables"):
        links.append((tablepages.PAGE, "Public tables"))
    if load.parties(results):
        links.append(("parties.html", "Who answers"))
    if load.alive(results):
        links.append(("alive.html", alive.TITLE))
    links += [("compare.html", "Side by side"), ("rows.html", "The rows")]
    items = "".join(
        f'<li><a href="{link}"{" aria-current=page" if link == name else ""}>'
        f"{escape(said)}</a></li>"
        for link, said in links
    )
    machine = results["machine"]
    foot = (
        f"Measured {results['created'][:10]} on {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['kind']}, Python {machine['python']}, "
        f"torch {results['versions'].get('torch', 'absent')}. {_ABOUT}"
    )
    scripts = "".join(
        f'<script src="{file}" defer></script>'
        for file in ["site.js", "words.js", *also.split()]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · configbench</title>\n"
        f'<link rel="stylesheet" href="style.css">{scripts}\n</head>\n'
        f'<body class="{name.partition(".")[0]}">\n'
        '<a class="skip" href="#main">Skip to the content</a>\n'
        '<header class="top"><p><a href="index.html">configbench</a></p>'
        f'<nav aria-label="Pages"><ul>{items}</ul></nav></header>\n'
        f'<main id="main" tabindex="-1">\n{body}\n</main>\n'
        f'<footer class="foot"><p>{escape(foot)}</p></footer>\n'
        '<dialog id="evidence" aria-labelledby="evidence-title"></dialog>\n'
        "</body>\n</html>\n"
    )


# The first page


def _index(results: Results, ranked: list[surprises.Surprise]) -> str:
    table = figures.rows(results)
    chosen = "".join(
        _chosen(one.title, one.rule, [one.row] if one.row else [])
        for one in situations.situations(results, table)
    )
    first = "".join(
        f"<section><h3>{escape(words.title(category))}</h3>{_surprises(results, found)}"
        "</section>"
        for category in load.categories(results)
        if (found := surprises.of_category(results, category, ranked))
    )
    unfinished = (
        f"<p><strong>This run was interrupted</strong> after "
        f"{len(results['interrupted']['done'])} units; rows are missing.</p>"
        if "interrupted" in results
        else ""
    )
    body = (
        f'<h1>{_TITLE}</h1>\n<p class="lede">{escape(_ABOUT)}</p>\n{unfinished}'
        f'<h2>Choose by need</h2>\n<ul class="needs">{chosen}</ul>\n'
        f"<h2>All rows</h2>\n{_filters(results)}\n{_first_table(results, table)}\n"
        f'<p class="key">{marked(" ".join(words.report()["order"].split()))} '
        "Every figure opens what it stands for.</p>\n"
        f"<h2>Surprises</h2>\n<p>{marked(surprises.RULE)}</p>\n"
        f'<div class="pair">{first}</div>'
    )
    return _page(results, "index.html", _TITLE, body)


def _chosen(need: str, rule: str, rows: list[Row]) -> str:
    names = " · ".join(row.title for row in rows) or "nobody yet"
    return (
        f"<li><em>{escape(need)}</em><strong>{escape(names)}</strong>"
        f"<small>{escape(rule)}</small></li>"
    )


def _cases(results: Results) -> list[str]:
    groups = cells.families(results, "overrides")
    return [case for cases in groups.values() for case in cases]


def _filters(results: Results) -> str:
    found = needs.needs(results)
    boxes = "".join(
        f'<label><input type="checkbox" value="{need.id}"> {escape(need.label)}</label>'
        for need in found
    )
    options = "".join(f"<option>{escape(case)}</option>" for case in _cases(results))
    answers = "".join(
        f'<option value="{" ".join(by)}">{escape(said)}</option>'
        for said, by in _ANSWERS.items()
    )
    rules = "".join(
        f"<dt>{escape(need.label)}</dt><dd>{escape(need.rule)}</dd>" for need in found
    )
    return (
        '<details id="must" class="must"><summary>Must have … '
        f"<small>{len(found)} needs, or any of {len(_cases(results))} cases</small></summary>"
        '<fieldset><legend class="unseen">Must have</legend>'
        f'<div class="choices">{boxes}</div>'
        '<div class="bar"><label>or a case of the suite <select id="case">'
        f'<option value="">none</option>{options}</select></label>'
        f'<label>done <select id="answers">{answers}</select></label>'
        "</div></fieldset>"
        "<details><summary>How these are judged</summary><p>A need is met if every cell named "
        "here is right, by whom you choose: at first by the library itself.</p>"
        f'<dl class="facts">{rules}</dl></details>'
        '</details>\n<div class="bar"><span id="shown" role="status"></span>'
        '<span id="hidden"></span></div>'
    )


def _first_table(results: Results, table: list[Row]) -> str:
    heads = (
        ("row", ""), ("rank", "r"), ("right", "r"), ("mistakes rejected", "r"),
        ("wrong values", "r"), ("wrongly accepted", "r"), ("lines", "r"), ("buy", ""),
        ("--help", "r"), ("a run", "r"), ("MiB", "r"), ("hide", "-"),
    )  # fmt: skip
    head = "".join(_head(said, kind) for said, kind in heads)
    found = needs.needs(results)
    body = "".join(_first_row(results, row, found) for row in table)
    told = "".join(f"<li>{marked(each)}.</li>" for each in footnotes(table))
    below = f"<ul>{told}</ul>" if told else ""
    made = (
        f'<table id="first"><caption class="unseen">The rows under comparison</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return scroll("The rows under comparison", made) + below


def _head(said: str, kind: str) -> str:
    """Return the head of a column: one that sorts, unless ``kind`` is a dash."""
    if kind == "-":
        return f'<th scope="col">{escape(said)}</th>'
    right = f" class={kind}" if kind else ""
    return f'<th scope="col"{right}><button>{escape(said)}</button></th>'


def _first_row(results: Results, row: Row, found: list[needs.Need]) -> str:
    met = " ".join(
        f"{need.id}:{need.met[row.name]}" for need in found if row.name in need.met
    )
    mine = load.rows(results, "overrides").get(row.name, {})
    cases = "".join(_met(mine.get(case)) for case in _cases(results))
    title = (
        f'<th scope="row" data-sort="{escape(row.title.lower())}">'
        f'<a href="rows.html#{escape(row.name)}">{escape(row.title)}</a>'
        f"<small>{escape(row.library)}</small></th>"
    )
    name = escape(row.name)
    hide = f'<td><button class="hide" aria-label="Hide {escape(row.title)}">hide</button></td>'
    attributes = f'data-name="{name}" data-needs="{met}" data-cases="{cases}"'
    if row.note:
        note = escape(row.note.replace("`", ""))
        return f'<tr {attributes}>{title}<td colspan="10">{note}</td>{hide}</tr>'
    right, at_all = row.right, row.right_at_all
    shown = f"{right.percent} / {at_all.percent}" if right and at_all else None
    rejected = row.rejected
    columns = [
        _value(row.rank, row.rank and row.rank.place, f"overrides/{name}/=right"),
        _value(shown, right and right.mean, f"overrides/{name}/=right"),
        _value(rejected, rejected and rejected.count, f"overrides/{name}/=right"),
        _value(row.wrong, row.wrong, f"overrides/{name}/=wrong_value"),
        _value(row.accepted, row.accepted, f"overrides/{name}/=accepted"),
        _value(row.lines, row.lines, f"lines/{name}/total"),
        f"<td>{escape(bought(row))}</td>",
        _value(started(row), row.start and row.start[0], f"startup/{name}/default"),
        _value(ran(row), row.run and row.run[0], f"startup/{name}/with_torch"),
        f'<td class="r" data-sort="{"" if row.mib is None else row.mib}">'
        f'<a href="rows.html#{name}">{escape(size(row))}</a></td>',
    ]
    faults = "".join(f"<small>{escape(fault)}</small>" for fault in row.faults)
    title = title.replace("</th>", f"{faults}</th>")
    return f"<tr {attributes}>{title}{''.join(columns)}{hide}</tr>"


def _value(
    shown: object, sort: object, opens: str, also: str = "", kind: str = "r"
) -> str:
    """Return a figure of the first table: a button that opens what it stands for."""
    said = "" if shown is None else str(shown)
    button = f'<button class="open" data-open="{opens}">{escape(said)}</button>'
    ordered = "" if sort is None else sort
    return (
        f'<td{f" class={kind}" if kind else ""} data-sort="{ordered}">'
        f"{button if said else ''}{also if said else ''}</td>"
    )


def _met(cell: Cell | None) -> str:
    if cell is None or cell["outcome"] != "right":
        return "-"
    # One letter a case; the script compares it with those of the parties that count.
    return cells.party(cell)[0]


# A category


def _category(
    results: Results, category: str, ranked: list[surprises.Surprise], picture: str
) -> str:
    parts = [
        f"<h1>{escape(words.title(category))}</h1>",
        f"<p>{marked(words.intro(results, category))}</p>",
    ]
    if picture:
        label = escape(f"Plot: {words.title(category)}")
        parts.append(
            f'<figure tabindex="0" aria-label="{label}">{picture.strip()}</figure>'
        )
    found = surprises.of_category(results, category, ranked)
    if found:
        parts.append(f"<h2>Surprises</h2>{_surprises(results, found)}")
    if elsewhen := other_run(load.other_runs(results, category)):
        parts.append(f"<p>{escape(elsewhen)}</p>")
    parts += [
        f"<p><strong>{escape(name)}</strong>: {escape(row['all'].get('detail', ''))}</p>"
        for name, row in results["cells"][category].items()
        if "all" in row
    ]
    if category == "startup":
        parts.append(_startup(results))
    parts.append("<h2>Cells</h2>")
    parts.append(_controls(results, category))
    groups = cells.families(results, category)
    for family, cases in groups.items():
        titled = words.families(category).get(family, family)
        named = titled if len(groups) > 1 else ""
        if named:
            parts.append(f"<h3>{escape(named[0].upper() + named[1:])}</h3>")
        label = named or words.title(category)
        parts.append(_matrix(results, category, cases, label))
    return _page(results, f"{category}.html", words.title(category), "\n".join(parts))


def _controls(results: Results, category: str) -> str:
    shown = [
        cell for row in results["cells"][category].values() for cell in row.values()
    ]
    outcomes = {cell["outcome"] for cell in shown}
    legend = "".join(
        f'<li><span class="badge {outcome}">{each.sign}</span> {each.word}: {each.means}</li>'
        for outcome, each in OUTCOMES.items()
        if outcome in outcomes
    )
    answering = {cells.party(cell) for cell in shown}
    legend += "".join(
        f'<li><span class="badge by-{by}">{party.mark}</span> {party.means}</li>'
        for by, party in PARTIES.items()
        if party.mark and by in answering
    )
    noted = any(map(_note, shown))
    bytes_ = '<label><input type="checkbox" id="noted"> what lies on disk</label>'
    return (
        f'<ul class="legend">{legend}</ul>\n<div class="bar">'
        '<label>find <input type="search" id="find" placeholder="part of a name"></label>'
        '<label><input type="checkbox" id="bad"> only where a cell is not right</label>'
        f"{bytes_ if noted else ''}"
        '<span id="found" role="status"></span></div>'
    )


def _matrix(results: Results, category: str, cases: list[str], label: str) -> str:
    rows = results["cells"][category]
    head = "".join(
        f'<th scope="col" data-name="{escape(name)}">{_row_link(results, name)}</th>'
        for name in rows
    )
    lines = []
    listed = load.listed(results, category)
    for case in cases:
        asks = escape(listed.get(case, {}).get("intent", ""))
        title = f' title="{asks}"' if asks else ""
        columns = "".join(
            _cell(row.get(case) or row.get("all")) for row in rows.values()
        )
        lines.append(
            f'<tr><th scope="row"{title}>{escape(case).replace("_", "_<wbr>")}</th>{columns}</tr>'
        )
    table = (
        f'<table class="matrix" data-category="{category}">'
        f'<caption class="unseen">{escape(label)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(lines)
        + "\n</tbody></table>"
    )
    return scroll(label, table, tall=len(cases) > _TALL)


def _row_link(results: Results, name: str) -> str:
    if name in results["adapters"]:
        return f'<a href="rows.html#{escape(name)}">{escape(name)}</a>'
    return f"<span>{escape(name)}</span>"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    outcome, figure = cells.worst(cell), cells.figure(cell)
    sign = cells.sign(cell)
    shown = f"{'' if outcome == 'right' else sign + ' '}{figure}" if figure else sign
    party = cells.party(cell)
    by = "" if party == "library" else f" by-{party}"
    said = f"{cells.told(outcome, cell)}{f', {figure}' if figure else ''}"
    note = _note(cell)
    noted = f"<small>{escape(note)}</small>" if note else ""
    kind = f'"{outcome}{by}"' if by else outcome
    return (
        f'<td><button class={kind} aria-label="{escape(said)}">'
        f"{escape(shown)}{noted}</button></td>"
    )


def _note(cell: Cell) -> str:
    """Return what lies on disk, in one line and cut to fit."""
    number = cell.get("bytes")
    if isinstance(number, int) and not isinstance(number, bool):
        return f"{number} B"
    held = " ⏎ ".join(cells.held(cell).strip().splitlines())
    return held if len(held) <= _NOTE else held[: _NOTE - 1] + "…"


def _startup(results: Results) -> str:
    found = {
        name: row["default"]
        for name, row in results["cells"]["startup"].items()
        if isinstance(row.get("default", {}).get("median"), float)
    }
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        f'<td class="r">{interval(cells.interval(cell.get("ratio")), digits=2)}</td>'
        f'<td class="r">{milliseconds(cell.get("wall"))}</td>'
        f'<td class="r">{milliseconds(cell.get("cpu"))}</td>'
        f'<td class="r">{cell["median"] * 1e3:.1f}</td>'
        f'<td class="r">{len(cells.walls(cell)) or ""}</td>'
        f"<td>{escape(', '.join(cell.get('ties') or []))}</td></tr>"
        for name, cell in found.items()
    )
    notes = "".join(f"<li>{escape(line)}</li>" for line in startup.notes(results))
    table = (
        '<table><caption class="unseen">Start-up times</caption><thead><tr><td></td>'
        '<th scope="col" class="r">times the control</th>'
        '<th scope="col" class="r">above it here, wall ms</th>'
        '<th scope="col" class="r">above it here, CPU ms</th>'
        '<th scope="col" class="r">raw median, ms</th>'
        '<th scope="col" class="r">rounds</th><th scope="col">ties</th></tr>'
        f"</thead><tbody>{lines}</tbody></table>"
    )
    return f"<h2>Times</h2><ul>{notes}</ul>{scroll('Start-up times', table)}"


def _surprises(results: Results, found: Iterable[surprises.Surprise]) -> str:
    items = []
    for one in found:
        title = escape(results["adapters"][one.name]["title"])
        typed = one.cell.get("command")
        command = f" <code>{escape(typed)}</code>:" if isinstance(typed, str) else ":"
        place = f"{one.category}/{one.name}/{one.case}"
        opens = (
            f'<a href="{one.category}.html#{escape(place)}" data-open="{escape(place)}">'
            f"{escape(one.case)}</a>"
        )
        said = escape(surprises.sentence(results, one))
        if one.outcome:
            word = cells.word(one.outcome)
            badge = f'<span class="badge {one.outcome}">{word}</span>'
            said = said.replace(word, badge, 1)
        items.append(f"<li><strong>{title}</strong>, {opens}{command} {said}</li>")
    return f'<ul class="surprises">{"".join(items)}</ul>'


# The other pages


def _compare(results: Results) -> str:
    names = list(results["adapters"])

    def choice(number: int, *, empty: bool) -> str:
        none = '<option value="">none</option>' if empty else ""
        options = "".join(
            f'<option value="{escape(name)}">{escape(results["adapters"][name]["title"])}</option>'
            for name in names
        )
        word = ("one", "two", "three")[number]
        return f'<label>row {word} <select id="{word}">{none}{options}</select></label>'

    body = (
        "<h1>Side by side</h1>\n<p>Two or three programs that do the same job, aligned by what "
        "their lines are for. Each is complete: copy <code>adapters/NAME/train.py</code> together "
        "with its config files.</p>\n"
        f'<div class="bar">{choice(0, empty=False)}{choice(1, empty=False)}'
        f'{choice(2, empty=True)}<span id="compared" role="status"></span></div>\n'
        '<div id="side" class="side"><p>This page needs its script, <code>compare.js</code>.</p>'
        "</div>"
    )
    return _page(results, "compare.html", "Side by side", body, also="compare.js")


def _rows(results: Results, ranked: list[surprises.Surprise]) -> str:
    parts = ["<h1>The rows</h1>"]
    for name, adapter in results["adapters"].items():
        pages_ = ", ".join(
            f'<a href="{escape(page)}">{escape(page.split("//")[-1])}</a>'
            for page in adapter["documentation"]
        )
        versions = ", ".join(
            f"{key} {version or 'not installed'}"
            for key, version in adapter["distributions"].items()
        )
        added = (adapter["footprint"] or {}).get("added", [])
        brings = f"<p>Brings along: {escape(', '.join(added))}.</p>" if added else ""
        parts.append(
            f'<h2 id="{escape(name)}">{escape(adapter["title"])}</h2>'
            f"<p>{escape(adapter['summary'])} {escape(versions)}. Program: "
            f'<a href="{escape(place(adapter["program"]))}">{escape(adapter["program"])}</a>, '
            f'<a href="compare.html#{escape(name)}">beside another</a>. '
            f"Written from: {pages_}.</p>{brings}"
        )
        parts += [f"<p>{marked(line)}</p>" for line in said.lines(results, name)]
        if doubt := figures.unproven(adapter):
            parts.append(
                f"<p><strong>{figures.MARK} Not proven of this row</strong>: {escape(doubt)}.</p>"
            )
        worst = surprises.of_row(name, ranked)
        if worst:
            parts.append(f"<h3>Worst surprises</h3>{_surprises(results, worst)}")
        parts += _listed("Deviations", adapter["deviations"])
        parts += _listed(
            "Conversions by the program",
            [
                f"{each['setting']}: `{each['line']}`. {each['reason']}"
                for each in adapter["conversions"]
            ],
        )
        parts += _listed(
            "Lacks",
            [
                f"{each['capability']}. {each['reason']}"
                for each in adapter.get("lacks", [])
            ],
        )
    explained = results["causes"]
    used = sorted(
        {cause for *_, cell in cells.every(results) for cause in cells.causes(cell)}
    )
    if used:
        causes = "".join(
            f"<dt>{escape(cause)}</dt>"
            f"<dd>{escape(explained.get(cause, 'nobody has explained it yet.'))}</dd>"
            for cause in used
        )
        parts.append(f'<h2 id="causes">Causes</h2><dl class="facts">{causes}</dl>')
    return _page(results, "rows.html", "The rows", "\n".join(parts))


def _listed(title: str, sentences: list[str]) -> list[str]:
    if not sentences:
        return []
    items = "".join(f"<li>{ticked(each)}</li>" for each in sentences)
    return [f"<h3>{title}</h3><ol>{items}</ol>"]


def _claims(results: Results) -> str:
    items = []
    for name, claim in results["claims"].items():
        statements = "".join(
            f"<li>{'so' if so else 'not so'}: {escape(said + based(claim, said))}</li>"
            for said, so in claim.get("statements", {}).items()
        )
        verdict = claim["verdict"] + hanging(claim)
        items.append(
            f'<h2 id="{escape(name)}">{escape(name)}: {escape(verdict)}</h2>'
            f"<blockquote><p>{escape(claim['claim'])}</p></blockquote>"
            f"<p>{escape(claim['seen'])}</p><ul>{statements}</ul>"
            f'<div class="typed"><pre>{escape(claim["reproduce"])}</pre></div>'
        )
    body = f"<h1>Claims, executed</h1>{''.join(items)}"
    return _page(results, "claims.html", "Claims", body)
