"""``cells/NAME.md``: every cell of one row, for whoever reads the report on a code host."""

from collections.abc import Iterator

from report import cells, figures, load, parties, said, words
from report.load import Cell, Results
from report.text import afresh, anchor, code, joined, plain, program, visible
from report.text import escape as escaped

#: Longer facts are left to the site and to results.json.
_SHORT = 160


def pages(results: Results) -> dict[str, str]:
    """Return a page for every row, by file name."""
    return {f"cells/{name}.md": _page(results, name) for name in results["adapters"]}


def _page(results: Results, name: str) -> str:
    adapter = results["adapters"][name]
    parts = [
        f"# {adapter['title']}: every cell",
        "",
        f"Computed from [`results.json`](../results.json), which holds all facts. "
        f"Program: {program(adapter['program'], '../../')}. "
        "[Back to the report](../REPORT.md).",
        "",
    ]
    if doubt := figures.unproven(adapter):
        parts += [f"{figures.MARK} Not proven of this row: {escaped(doubt)}.", ""]
    for line in said.lines(results, name):
        parts += [line, ""]
    parts += _pieces(results, name)
    for category in load.categories(results):
        row = results["cells"][category].get(name)
        if not row:
            continue
        parts += [
            f"## {words.title(category)}",
            "",
            f"One cell afresh: {code(afresh(adapter, f'{category}/{name}/CASE'))}",
            "",
            "| case | outcome | command | what was seen |",
            "| --- | --- | --- | --- |",
            *(
                _line(case, cell, said.objections(results, name, f"{category}/{case}"))
                for case, cell in row.items()
            ),
            "",
        ]
    return "\n".join(parts).rstrip() + "\n"


def _pieces(results: Results, name: str) -> Iterator[str]:
    """Yield what the pieces are that cells are told to be by."""
    found = parties.pieces(results, name)
    if not found:
        return
    yield "Pieces of the program's own, by which some cells are:"
    yield ""
    for piece in found:
        without = code(piece.without) if piece.without.strip() else "nothing"
        page = f" Documented: <{piece.documented}>." if piece.documented else ""
        yield (
            f"* *{plain(piece.name)}* ({piece.place('../../')}): {code(piece.text)}, without it "
            f"{without}. {plain(piece.reason)}{page}"
        )
    yield ""
    place = anchor(results["adapters"][name]["title"])
    yield f"[How that was found out](../{parties.PAGE}#{place})."
    yield ""


def _line(case: str, cell: Cell, objections: list[str]) -> str:
    command = cell.get("command")
    typed = code(command) if isinstance(command, str) else ""
    return (
        f"| {escaped(case)} | {cells.told(cell['outcome'], cell)} | {typed} | "
        f"{' '.join([*seen(cell), *(f'Objection: {escaped(each)}' for each in objections)])} |"
    )


def seen(cell: Cell) -> list[str]:
    """Return what was seen, as pieces of a table cell."""
    detail = escaped(cell.get("detail", ""))
    found = [f"{detail.rstrip('.')}." if detail else ""]
    if cell.get("says"):
        found.append(f"“{escaped(str(cell['says']))}”")
    found += [f"Cause: {cause}." for cause in cells.causes(cell)]
    if by := parties.named(cell):
        found.append(f"By {joined([f'*{plain(name)}*' for name in by])}.")
    elif cell["by"] == "adapter" and (hands := parties.hands(cell)):
        did = (f"{what}: {code(call)}" for what, call in hands)
        found.append(f"The program itself {', '.join(did)}.")
    found += [
        f"{key.capitalize()}: {plain(cells.plain(cell[key]))}."
        for key in ("setup", "env")
        if cell.get(key)
    ]
    files = cell.get("files")
    if isinstance(files, dict):
        found += [
            f"With {code(name)}: {code(text)}."
            for name, text in files.items()
            if isinstance(text, str)
        ]
    if cells.held(cell):
        found.append(f"On disk: {visible(cells.held(cell))}.")
    if not cells.whole(cell) or "detail" not in cell or "came_back" in cell:
        # What nobody here has heard of is shown under its own name.
        facts = {
            key: cells.shown(key, value) for key, value in cells.facts(cell).items()
        }
        found += [
            f"{plain(key)}: {plain(value)}."
            for key, value in facts.items()
            if value and len(value) < _SHORT
        ]
    return [each for each in found if each]
