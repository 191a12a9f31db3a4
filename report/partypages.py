"""Who answers for the cells, on the site: the page, and the pieces in the evidence of a cell."""

from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from report import parties, sources
from report.load import Results
from report.markup import marked, place, scroll


def evidence(results: Results, name: str) -> dict[str, dict[str, Any]]:
    """Return the pieces of a row as the evidence of its cells shows them, by their names."""
    return {
        piece.name: {
            "text": piece.text,
            "without": piece.without,
            "reason": piece.reason,
            "documented": piece.documented,
            "where": _where(piece),
            "href": _link(name, piece),
        }
        for piece in parties.pieces(results, name)
    }


def _where(piece: parties.Piece) -> str:
    more = f", and {piece.more} more" if piece.more else ""
    return (
        piece.path if piece.line is None else f"{piece.path}, line {piece.line}{more}"
    )


def _link(name: str, piece: parties.Piece) -> str:
    """Return where the site shows a piece: in the program, or the file; nothing if it is gone."""
    if piece.of_program and piece.line is not None:
        return f"compare.html#{quote(name)}:{piece.line}"
    return place(piece.path) if sources.text(piece.path) else ""


def body(results: Results) -> str:
    """Return what stands on the page of the site."""
    parts = [f"<h1>{parties.TITLE}</h1>"]
    for block in parties.content(results):
        match block:
            case parties.Heading(text=text, row=row):
                identifier = f' id="{escape(row)}"' if row else ""
                parts.append(f"<h2{identifier}>{escape(text)}</h2>")
            case parties.Table():
                parts.append(_table(block))
            case _:
                parts.append(f"<p>{marked(block)}</p>")
    return "\n".join(parts)


def _table(table: parties.Table) -> str:
    kinds = [""] * (len(table.head) - table.figures) + [' class="r"'] * table.figures
    head = "".join(
        f'<th scope="col"{kind}>{escape(said)}</th>' if said else "<td></td>"
        for said, kind in zip(table.head, kinds, strict=True)
    )
    lines = []
    for first, *fields in table.lines:
        columns = "".join(
            f"<td{kind}>{_parts(field)}</td>"
            for field, kind in zip(fields, kinds[1:], strict=True)
        )
        lines.append(f'<tr><th scope="row">{_parts(first)}</th>{columns}</tr>')
    title = escape(table.title)
    made = (
        f'<table class="parties"><caption class="unseen">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )
    return f"<h3>{title}</h3>{scroll(table.title, made)}"


def _parts(field: Iterable[parties.Part]) -> str:
    shown = []
    for part in field:
        match part:
            case parties.Quoted(text=text):
                shown.append(f"<code>{escape(text)}</code>")
            case parties.Address(url=url):
                said = escape(url.partition("//")[2])
                shown.append(f'<a href="{escape(url)}">{said}</a>')
            case parties.Place(row=row, piece=piece):
                said, link = escape(_where(piece)), escape(_link(row, piece))
                linked = f'<a href="{link}">{said}</a>' if link else said
                shown.append(f"<small>{linked}</small>")
            case _:
                shown.append(escape(part))
    return " ".join(shown)
