"""A page that is told once, in blocks, and written twice: in Markdown, and as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from report.text import code, plain


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
    return "\n".join([*head(title, sources), *markdown(blocks)]).rstrip() + "\n"


def head(title: str, sources: Sequence[str]) -> list[str]:
    """Return the first lines of such a page."""
    read = " and ".join(f"[`{name}`]({name})" for name in sources)
    said = (
        f"*Computed from {read}; no figure was typed. [Back to the report](REPORT.md).*"
    )
    return [f"# {title}", "", said, ""]


def markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of blocks."""
    for block in blocks:
        match block:
            case Heading(text=text):
                yield f"## {plain(text)}"
            case Table():
                yield from _lines(block)
            case _:
                yield block
        yield ""


def _lines(table: Table) -> Iterator[str]:
    yield f"**{table.title}**"
    yield ""
    columns = len(table.head)
    forms = ["---"] * (columns - table.figures) + ["---:"] * table.figures
    for line in (table.head, forms):
        yield f"| {' | '.join(line)} |"
    for fields in table.lines:
        shown = (" ".join(map(_part, field)) for field in fields)
        yield f"| {' | '.join(shown)} |"


def _part(part: Part) -> str:
    match part:
        case Quoted(text=text):
            return code(text)
        case Address(url=url):
            return f"<{url}>"
        case Linked():
            return part.markdown
        case _:
            return plain(part)
