"""The site's page on public tables: every cell with its statements and its command lines."""

from collections.abc import Iterator
from html import escape
from typing import Any

from report import tables
from report.load import Results
from report.markup import marked, scroll
from report.tables import Tabled

PAGE = "tables.html"


def body(results: Results) -> str:
    """Return the page without its frame."""
    found = results["tables"]
    rule = next(iter(found.values()))["rule"]
    parts = [
        f"<h1>{escape(tables.title())}</h1>",
        f"<p>{marked(tables.intro())}</p><p>Rule: {escape(rule)}.</p>",
        *(part for name, table in found.items() for part in _table(name, table)),
    ]
    return "\n".join(parts)


def _table(name: str, table: dict[str, Any]) -> Iterator[str]:
    title, page, source = (escape(table[key]) for key in ("title", "page", "source"))
    yield (
        f'<h2 id="{escape(name)}">{title}</h2>'
        f'<p><a href="{page}">The page</a>, read at <a href="{source}">commit '
        f"{escape(table['commit'][:7])}</a>. {escape(table['written'])} "
        f"{escape(tables.counted(table))}.</p>"
    )
    libraries = table["libraries"]
    heads = "".join(
        f'<th scope="col">{escape(tables.released(each))}</th>'
        for each in libraries.values()
    )
    cells = {(each.statement, each.library): each for each in tables.tabled(table)}
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(told["at"])}">{escape(told["title"])}</a></th>'
        + "".join(_cell(name, cells.get((statement, library))) for library in libraries)
        + "</tr>"
        for statement, told in table["statements"].items()
    )
    made = (
        f'<table><caption class="unseen">{title}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
    yield scroll(table["title"], made)
    items = "".join(
        f"<li>{escape(left)}: {escape(why)}</li>" for left, why in table["left"].items()
    )
    if items:
        yield f"<h3>Not run</h3><ul>{items}</ul>"
    for each in cells.values():
        yield _details(name, table, each)


def _anchor(name: str, each: Tabled) -> str:
    return escape(f"{name}/{each.library}/{each.statement}")


def _cell(name: str, each: Tabled | None) -> str:
    if each is None:
        return "<td></td>"
    sign = escape(each.sign)
    link = f'<a href="#{_anchor(name, each)}">{sign}</a>'
    return f"<td>{f'<strong>{link}</strong>' if each.differs else link}</td>"


def _details(name: str, table: dict[str, Any], each: Tabled) -> str:
    told, cell = table["statements"][each.statement], each.cell
    statements = "".join(
        f"<li>{'so' if so else 'not so'}: {escape(text)}</li>"
        for text, so in cell["statements"].items()
    )
    lines = "\n".join(
        f"$ {line['command']}\n{line['says']}" for line in cell["evidence"]
    )
    notes = filter(None, [each.told, cell.get("note", "")])
    note = "".join(f"<p>{escape(told)}</p>" for told in notes)
    library = tables.released(table["libraries"][each.library])
    return (
        f'<details id="{_anchor(name, each)}"><summary>{escape(library)}, '
        f"{escape(told['title'])}: {escape(each.sign)}, {escape(cell['verdict'])}</summary>"
        f"<p>{escape(told['text'])}: {escape(cell['seen'])}.</p>{note}<ul>{statements}</ul>"
        f"<pre>{escape(lines)}</pre>"
        f'<div class="typed"><pre>{escape(cell["reproduce"])}</pre></div></details>'
    )
