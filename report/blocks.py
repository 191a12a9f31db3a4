"""A page that is told once, in blocks, and written twice: in Markdown, and as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from report import rendering
from report.markup import marked, scroll


@dataclass(frozen=True)
class Quoted:
    """Text of a program, or words to type."""

    text: str


@dataclass(frozen=True)
class Address:
    """A page of the network."""

    url: str


@dataclass(frozen=True)
class Linked:
    """A place that each way to write it shows in its own way.

    Attributes
    ----------
    markdown
        As it stands there.
    text, href
        On the site; nothing is linked where there is no ``href``.
    """

    markdown: str
    text: str
    href: str


@dataclass(frozen=True)
class Heading:
    """A heading: of a row, its name stands beside it."""

    text: str
    row: str = ""


Part = str | Quoted | Address | Linked


@dataclass(frozen=True)
class Table:
    """A table: lines of fields of parts; the last ``figures`` columns are numbers."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[tuple[Part, ...], ...], ...]
    figures: int = 0


#: A text is a paragraph, in our own Markdown.
Block = str | Heading | Table


# In Markdown


def page(title: str, sources: Sequence[str], blocks: Iterable[Block]) -> str:
    """Return a whole page beside the report, from files that lie there, too."""
    return rendering.markdown(
        "blocks.md.j2", title=title, sources=sources, blocks=blocks
    )


# As HTML


def html(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield blocks for a page of the site."""
    for block in blocks:
        match block:
            case Heading(text=text, row=row):
                identifier = f' id="{escape(row)}"' if row else ""
                yield f"<h2{identifier}>{escape(text)}</h2>"
            case Table():
                yield _table(block)
            case _:
                yield f"<p>{marked(block)}</p>"


def _table(table: Table) -> str:
    kinds = [""] * (len(table.head) - table.figures) + [' class="r"'] * table.figures
    head = "".join(
        f'<th scope="col"{kind}>{escape(said)}</th>' if said else "<td></td>"
        for said, kind in zip(table.head, kinds, strict=True)
    )
    lines = []
    for first, *fields in table.lines:
        columns = "".join(
            f"<td{kind}>{_shown(field)}</td>"
            for field, kind in zip(fields, kinds[1:], strict=True)
        )
        lines.append(f'<tr><th scope="row">{_shown(first)}</th>{columns}</tr>')
    title = escape(table.title)
    made = (
        f'<table class="parties"><caption class="unseen">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )
    return f"<h3>{title}</h3>{scroll(table.title, made)}"


def _shown(field: Iterable[Part]) -> str:
    shown = []
    for part in field:
        match part:
            case Quoted(text=text):
                shown.append(f"<code>{escape(text)}</code>")
            case Address(url=url):
                said = escape(url.partition("//")[2])
                shown.append(f'<a href="{escape(url)}">{said}</a>')
            case Linked(text=text, href=href):
                said, to = escape(text), escape(href)
                linked = f'<a href="{to}">{said}</a>' if to else said
                shown.append(f"<small>{linked}</small>")
            case _:
                shown.append(escape(part))
    return " ".join(shown)
