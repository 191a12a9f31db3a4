"""Who answers for the cells: what a program's author wrote himself, and whose hands did the rest.

What was found out lies in ``parties.json`` beside the results; who answers for a cell, the cell
itself tells.  The page is told once, in :mod:`report.blocks`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import dedent
from typing import Any
from urllib.parse import quote

from report import blocks, cells, load, rendering, sources, words
from report.blocks import Address, Block, Filled, Heading, Linked, Part, Table
from report.cells import PARTIES
from report.escaping import Quoted
from report.load import Cell, Results
from report.markup import place
from report.otherwise import counted
from report.text import asked

#: The page, in the folder of the report, and what was found out.
PAGE, NAME = "parties.md", "parties.json"

TITLE = str(words.said(words.ENGLISH)["report"]["pages"]["parties"])

#: What the harness calls a row's program, whatever its file is called.
_PROGRAM = "train.py"

#: Of so many cells that a piece decides each is named.
_NAMED = 10

_RULE = (
    "Whatever the author of a row wrote himself is a *piece*: all pieces are taken out of a copy "
    "of the program, its cells are measured again, and where one comes out otherwise, the smallest "
    "set of pieces that makes it do so answers for it, *as documented* where a page of the library "
    "shows each of them.",
    "Where no piece decides, the hands do that took the words from the command line, or read, "
    "wrote or printed the bytes, or raised what was refused: going outwards from the innermost "
    "call, whichever comes first, a module of the row's library or a file of the row.",
    "What is not run has a fixed party: the library where it has no way or nothing can be asked, "
    "the program where it does not use what the library can, and the core where it alone refused "
    "what had been let pass.",
)


@dataclass(frozen=True)
class Piece:
    """A piece of a program's own.

    Attributes
    ----------
    name, text, without, reason
        What it is called, what stands in the file, what stands there without it, why it is there.
    documented
        The page of the library that shows this very idiom, or nothing.
    path, line, more
        The file, from the root of the repository, where in it, and in how many further places.
    of_program
        Whether the file is the program.
    decides
        The cells that it decides, alone or with others, as ``category/case``.
    """

    name: str
    text: str
    without: str
    reason: str
    documented: str
    path: str
    line: int | None
    more: int
    of_program: bool
    decides: tuple[str, ...]

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        more = f", and {self.more} more" if self.more else ""
        return (
            self.path if self.line is None else f"{self.path}, line {self.line}{more}"
        )


def link(name: str, piece: Piece) -> str:
    """Return where the site shows a piece: in the program, or the file; nothing if it is gone."""
    if piece.of_program and piece.line is not None:
        row = quote(name)
        return f"compare.html#rows={row}&line={row}:{piece.line}"
    return place(piece.path) if sources.text(piece.path) else ""


def pieces(results: Results, name: str) -> list[Piece]:
    """Return the pieces of a row, as far as they are known."""
    known = load.parties(results).get(name)
    return [_piece(results, name, each) for each in known["pieces"]] if known else []


def _piece(results: Results, name: str, told: dict[str, Any]) -> Piece:
    path = results["adapters"][name]["program"]
    of_program = told["file"] == _PROGRAM
    file = path if of_program else _beside(results, name, told["file"])
    return Piece(
        name=told["name"],
        text=dedent(told["text"]).strip("\n"),
        without=dedent(told.get("without", "")).strip("\n"),
        reason=told["reason"],
        documented=told.get("documented", ""),
        path=file,
        line=sources.line_of(file, told["text"]),
        more=max(sources.text(file).count(told["text"]) - 1, 0),
        of_program=of_program,
        decides=tuple(told["cells"]),
    )


def _beside(results: Results, name: str, file: str) -> str:
    """Return a file beside a row's program; what a variant has not is that of its origin."""
    row = results["adapters"][name]
    origin = results["adapters"].get(row.get("variant_of"), row)
    own, inherited = (
        str(PurePosixPath(each["program"]).with_name(file)) for each in (row, origin)
    )
    return own if sources.text(own) or not sources.text(inherited) else inherited


def evidence(results: Results, name: str) -> dict[str, dict[str, Any]]:
    """Return the pieces of a row as the evidence of its cells shows them, by their names."""
    return {
        piece.name: {
            "text": piece.text,
            "without": piece.without,
            "reason": piece.reason,
            "documented": piece.documented,
            "where": piece.where,
            "href": link(name, piece),
        }
        for piece in pieces(results, name)
    }


def named(cell: Cell) -> list[str]:
    """Return the pieces that decide a cell, by their names."""
    found: list[str] = cell.get("pieces", [])
    return found


def hands(cell: Cell) -> list[tuple[str, str]]:
    """Return whose hands did what of a cell: ``parsed the words``, and the call.

    >>> hands({"calls": ["read: train.py: load"]})
    [('read the files', 'train.py: load')]
    """
    did = words.words()["hands"]
    return [(did.get(what, what), call) for what, call in calls(cell)]


def calls(cell: Cell) -> list[tuple[str, str]]:
    """Return what hands did of a cell, by the word that it has for it, and the call.

    >>> calls({"calls": ["read: train.py: load"]})
    [('read', 'train.py: load')]
    """
    parted = [call.partition(": ") for call in cell.get("calls", [])]
    return [(what, call) for what, _, call in parted]


# The page in blocks


def content(results: Results) -> Iterator[Block]:
    """Yield the page, below its title."""
    yield from _RULE
    for name, adapter in results["adapters"].items():
        yield Heading(adapter["title"], name)
        yield from _row(results, name)
    yield Heading("How many cells, by row")
    for category in _categories(results):
        yield _counts(results, category)
    yield Heading("How to reproduce")
    yield (
        "Take the pieces of a row out again, and look again whose hands do the rest: "
        "`python -m benchmarks parties NAME --afresh`. How one cell comes out with all pieces: "
        "`python -m benchmarks reproduce CATEGORY/NAME/CASE`."
    )


def unknown(results: Results, name: str) -> int:
    """Return of how many cells of a row nobody has measured who answers for them."""
    return sum(
        cells.party(cell) == "unmeasured"
        for rows in results["cells"].values()
        for cell in rows.get(name, {}).values()
    )


def _row(results: Results, name: str) -> Iterator[Block]:
    if count := unknown(results, name):
        command = asked(results["adapters"][name], name)
        yield Filled(
            f"Of {counted(count)} of this row the party was not measured: {{command}}."
            + (_BEFORE if _outdated(results, name) else ""),
            {"command": Quoted(command)},
        )
    if found := pieces(results, name):
        head = ("piece", "what it is", "without it", "why", "documented", "decides")
        lines = tuple(_piece_line(name, piece) for piece in found)
        yield Table("Pieces of the program's own", head, lines)
    elif name in load.parties(results):
        yield "Nothing in this program is told to be a piece of its own."
    yield from _hands(results, name)


#: What is added where the row has been measured anew since.
_BEFORE = " What is told of it here was found out before it was measured as it is now."


def _outdated(results: Results, name: str) -> bool:
    """Whether somebody was asked for cells of a row of which nobody is known now."""
    asked_ = load.parties(results).get(name, {"cells": {}})["cells"]
    return any(
        told["by"] != "unmeasured"
        and load.rows(results, category).get(name, {}).get(case, told)["by"]
        == "unmeasured"
        for address, told in asked_.items()
        for category, _, case in (address.partition("/"),)
    )


def _hands(results: Results, name: str) -> Iterator[Table]:
    """Yield who did what of a row's cells and how often, in the order of a run."""
    counts = Counter(
        (*each, cells.party(cell))
        for rows in results["cells"].values()
        for cell in rows.get(name, {}).values()
        for each in hands(cell)
    )
    order = {said: place for place, said in enumerate(words.words()["hands"].values())}
    ranked = sorted(
        counts, key=lambda each: (order.get(each[0], len(order)), -counts[each], each)
    )
    if ranked:
        yield Table(
            "Whose hands, where no piece decides",
            ("what", "by", "call", "cells"),
            tuple(
                ((what,), (PARTIES[by].word,), (Quoted(call),), (str(counts[each]),))
                for each in ranked
                for what, call, by in (each,)
            ),
            figures=1,
        )


def _piece_line(name: str, piece: Piece) -> tuple[tuple[Part, ...], ...]:
    return (
        (piece.name,),
        (
            Quoted(piece.text),
            Linked(
                rendering.phrase("place", piece=piece, up="../"),
                piece.where,
                link(name, piece),
            ),
        ),
        (Quoted(piece.without) if piece.without.strip() else "nothing",),
        (piece.reason,),
        (Address(piece.documented) if piece.documented else "no",),
        tuple(_decides(piece.decides)),
    )


def _decides(addresses: Sequence[str]) -> Iterator[Part]:
    """Yield how many cells, by category; each, where they are few."""
    if not addresses:
        yield "none"
    by_category: dict[str, list[str]] = {}
    for address in addresses:
        category, _, case = address.partition("/")
        by_category.setdefault(category, []).append(case)
    for number, (category, cases) in enumerate(by_category.items()):
        yield f"{'· ' if number else ''}{words.title(category)}: {len(cases)}"
        if len(addresses) <= _NAMED:
            yield from map(Quoted, cases)


def _categories(results: Results) -> list[str]:
    """Return the categories in which somebody was asked for."""
    found = {
        address.partition("/")[0]
        for row in load.parties(results).values()
        for address in row["cells"]
    }
    return [each for each in load.categories(results) if each in found]


def _counts(results: Results, category: str) -> Table:
    lines = []
    for name in results["adapters"]:
        row = load.rows(results, category).get(name, {})
        by_party = Counter(cells.party(cell) for cell in row.values())
        figures = [by_party[by] for by in PARTIES]
        lines.append(((name,), *((str(figure),) for figure in (*figures, len(row)))))
    head = ("", *(party.word for party in PARTIES.values()), "all")
    return Table(words.title(category), head, tuple(lines), figures=len(PARTIES) + 1)


# The page in Markdown


def page(results: Results) -> str:
    """Return the whole page in Markdown."""
    return blocks.page(TITLE, ("results.json", NAME), content(results))
