"""A page that is told once, in blocks, and written twice: in Markdown, and as HTML."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from report import rendering
from report.escaping import Quoted


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
class Filled:
    """A paragraph in our own Markdown, and what is put into it as text or as code."""

    sentence: str
    told: Mapping[str, str | Quoted]


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
Block = str | Filled | Heading | Table


# In Markdown


def page(
    title: str, sources: Sequence[str], blocks: Iterable[Block], up: str = ""
) -> str:
    """Return a whole page from files that lie beside it, where the report is ``up`` from it."""
    return rendering.markdown(
        "blocks.md.j2", title=title, sources=sources, blocks=blocks, up=up
    )
