"""The first table as a terminal shows it, and as a picture for the README."""

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

from report import figures, text
from report.escaping import printed
from report.load import Results

# rich's own template loads a font from the network; a picture in a repository must not.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg" role="img" aria-label="The first table of the report">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
<rect fill="#ffffff" width="{width}" height="{height}"/>
<g transform="translate({terminal_x}, 16)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def table(rows: Sequence[figures.Row]) -> Table:
    """Return the first table."""
    made = Table(box=box.SIMPLE_HEAD)
    for column in (
        "",
        "library",
        "rank",
        "harm",
        "right: library\n/ at all",
        "mistakes\nrejected",
        "wrong\nvalues",
        "wrongly\naccepted",
        "lines",
        "buy",
        "start-up:\nbare",
        "start-up:\na run",
        "MiB",
    ):
        made.add_column(column, no_wrap=True)
    for row in rows:
        note = row.note.replace("`", "")
        figures_ = [*[""] * 10, note] if note else map(_shown, _figures(row))
        said = (row.title, _named(row.library), *figures_)
        made.add_row(*(Text(printed(each)) for each in said))
    return made


def _figures(row: figures.Row) -> tuple[object, ...]:
    return (
        row.rank,
        row.harm_share.per_mille if row.harm_share else None,
        text.shares(row),
        row.rejected,
        row.wrong,
        row.accepted,
        row.lines,
        text.bought(row),
        text.started(row),
        text.ran(row),
        text.size(row),
    )


def _shown(figure: object) -> str:
    return "" if figure is None else str(figure)


def _named(library: str) -> str:
    """Return the first of the distributions that a row compares, and how many stand beside it.

    >>> _named("hydra-core 1.3.8"), _named("easydict 1.14, PyYAML 6.0.4")
    ('hydra-core 1.3.8', 'easydict 1.14 +1')
    """
    first, *others = library.split(", ")
    return f"{first} +{len(others)}" if others else first


def show(results: Results, *, fitted: bool) -> None:
    """Print the first table to standard output, ``fitted`` to a terminal or as wide as it is."""
    rows = figures.rows(results)
    made = table(rows)
    width = None if fitted else _width(made)
    console = Console(highlight=False, width=width, soft_wrap=True)
    console.print(made, soft_wrap=False)
    for row in rows:
        for fault in row.faults:
            console.print(Text(printed(f"{row.title}: {fault}")))
    for told in text.footnotes(rows):
        console.print(Text(printed(told)))


def _width(made: Table) -> int:
    """Return how many columns the first table takes with nothing cut."""
    return Console(width=1000).measure(made).maximum


def svg(results: Results, rows: Sequence[figures.Row] | None = None) -> str:
    """Return the first table as a picture: the same bytes for the same results."""
    made = table(figures.rows(results) if rows is None else rows)
    console = Console(
        record=True,
        file=io.StringIO(),
        width=_width(made),
        highlight=False,
        color_system="truecolor",
    )
    console.print(made)
    return console.export_svg(
        theme=DEFAULT_TERMINAL_THEME, code_format=_SVG, unique_id="table"
    )
