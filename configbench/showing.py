"""What a look has found: for people on a terminal or in a pipe, and as one JSON document."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Literal, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from configbench import __version__, escaping
from configbench.escaping import visible
from configbench.looking import Hit, Looked
from configbench.places import Place
from configbench.process import Finished
from configbench.values import show

#: Lines of its output that are shown of a program that never came to the place.
_LAST = 10

#: Longest line that a sentence quotes, and widest column of names or types, in characters.
_QUOTED, _COLUMN = 200, 40

#: Longest value that is shown, in characters: a parser or a network would fill pages.
_VALUE = 2_000


def document(place: Place, command: Sequence[str], looked: Looked) -> str:
    """Return all that a look has found as one JSON document.

    Returns
    -------
    str
        An object of ``configbench`` (the version), ``place``, ``command``, ``hits`` (each ``pid``,
        ``place``, ``values``: typed values by name), ``exit``, ``exceeded``, ``ended``, ``stdout``,
        ``stderr``, ``notes``; in ASCII, without control characters.
    """
    finished = looked.finished
    found = {
        "configbench": __version__,
        "place": str(place),
        "command": list(command),
        "hits": [
            {"pid": each.pid, "place": each.place, "values": each.values}
            for each in looked.hits
        ],
        "exit": finished.exit,
        "exceeded": finished.exceeded,
        "ended": finished.ended,
        "stdout": finished.stdout,
        "stderr": finished.stderr,
        "notes": list(looked.notes),
    }
    return escaping.document(found)


def hits(looked: Looked, *, ended_there: bool, output: bool) -> str:
    """Return a table for each hit, then notes and, if wanted, what the program printed.

    On a terminal lines are cut at its width; in a pipe they are not, and nothing is bold.
    """
    lines = list[Text]()
    for number, hit in enumerate(looked.hits, start=1):
        heading = _heading(looked, number, ended_there=ended_there)
        lines += [Text(heading, style="bold"), *_table(hit), Text()]
    lines += [Text(f"note: {visible(note)}") for note in looked.notes]
    if output:
        for name in ("stdout", "stderr"):
            printed = _lines(getattr(looked.finished, name))
            lines.append(Text(f"{name}:" if printed else f"{name}: nothing"))
            lines += [Text(f"  {line}") for line in printed]
    return _rendered(lines, sys.stdout).rstrip("\n")


def not_reached(place: Place, looked: Looked) -> str:
    """Return one sentence: which place, how the program ended, its last line, what is known why."""
    finished = looked.finished
    parts = [f"{place} was never reached: {_ended(finished)}"]
    if lines := _lines(finished.output):
        last = lines[-1].strip()
        cut = last if len(last) <= _QUOTED else f"{last[:_QUOTED]}…"
        parts.append(f"its last line: {cut}")
    return "; ".join([*parts, *looked.notes])


def last(looked: Looked, *, whole: bool) -> str:
    """Return what the program printed last, if it is more than the line of the sentence."""
    lines = _lines(looked.finished.output)
    if len(lines) == 1:
        return ""
    shown = lines if whole else lines[-_LAST:]
    return _rendered([Text(f"  {line}") for line in shown], sys.stderr)


def page(markdown: str) -> str:
    """Return a page of ours: laid out on a terminal, in a pipe as it is written."""
    console = _console(sys.stdout)
    if not console.is_terminal:
        return markdown.rstrip("\n")
    # Its parser alone takes as long as all else that a look imports.
    from rich.markdown import Markdown  # noqa: PLC0415  see above

    with console.capture() as captured:
        console.print(Markdown(markdown))
    return captured.get().rstrip("\n")


def _console(file: TextIO) -> Console:
    """Return what knows whether a file is a terminal, and its width."""
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(file=file, highlight=False, color_system=colours)


def _rendered(lines: Sequence[Text], file: TextIO) -> str:
    """Return lines as they are to be written to a file, which may be a terminal."""
    console = _console(file)
    # Not printed by rich itself, which ends the process where nobody reads on (`… | head`).
    with console.capture() as captured:
        for line in lines:
            # A pipe has no width: what is cut there is lost.
            if console.is_terminal:
                line.truncate(console.width, overflow="ellipsis")
            console.print(line, soft_wrap=True)
    return captured.get()


def _heading(looked: Looked, number: int, *, ended_there: bool) -> str:
    hit = looked.hits[number - 1]
    parts = [visible(hit.place)]
    if len({each.pid for each in looked.hits}) > 1:
        parts.append(f"process {hit.pid}")
    if len(looked.hits) > 1:
        parts.append(f"{number} of {len(looked.hits)}")
    if ended_there and looked.finished.exceeded is None:
        parts.append("the program was ended there")
    else:
        parts.append(_ended(looked.finished))
    return " · ".join(parts)


def _ended(finished: Finished) -> str:
    if finished.exceeded == "time":
        return "the program was over the time limit, which --time-limit raises"
    if finished.exceeded:
        return f"the program was {finished.ended}"
    if finished.exit is None:
        return "the program could not be started"
    if finished.exit < 0:
        return f"the program was ended by {finished.ended}"
    return f"the program ended with {finished.ended}"


def _table(hit: Hit) -> Iterator[Text]:
    """Yield a line for each name: its type, its value."""
    if not hit.values:
        yield Text("  no names here", style="dim")
        return
    rows = [
        (
            visible(name),
            visible(str(value.get("t", "unknown"))),
            _shortened(show(value)),
        )
        for name, value in hit.values.items()
    ]
    heads = ("name", "type", "value")
    widths = [
        min(_COLUMN, max(cell_len(row[column]) for row in [heads, *rows]))
        for column in range(2)
    ]
    yield Text(_row(heads, widths), style="dim")
    yield from (Text(_row(row, widths)) for row in rows)


def _shortened(value: str) -> str:
    """Return a value as it may be shown; of a very long one its beginning, and how long it is."""
    if len(value) <= _VALUE:
        return visible(value)
    return f"{visible(value[:_VALUE])}… ({len(value):,} characters; --json has all)"


def _row(row: tuple[str, str, str], widths: Sequence[int]) -> str:
    cells = [
        text + " " * (width - cell_len(text))
        for text, width in zip(row[:2], widths, strict=True)
    ]
    return "  " + "  ".join([*cells, row[2]])


def _lines(output: str) -> list[str]:
    """Return what a program printed, line by line, as it may be shown."""
    lines = output.rstrip().split("\n") if output.strip() else []
    return [visible(line.rstrip("\r").expandtabs()) for line in lines]
