"""``cells/NAME.md``: every cell of one row, for whoever reads the report on a code host."""

from typing import Any

from report import cells, figures, load, sources, words
from report.load import Cell, Results
from report.text import afresh, code, plain, program, visible
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
            *(_line(adapter, case, cell) for case, cell in row.items()),
            "",
        ]
    return "\n".join(parts).rstrip() + "\n"


def _line(adapter: dict[str, Any], case: str, cell: Cell) -> str:
    command = cell.get("command")
    typed = code(command) if isinstance(command, str) else ""
    return (
        f"| {escaped(case)} | {cells.told(cell['outcome'], cell['by'])} | {typed} | "
        f"{' '.join(seen(adapter, cell))} |"
    )


def seen(adapter: dict[str, Any], cell: Cell) -> list[str]:
    """Return what was seen, as pieces of a table cell."""
    detail = escaped(cell.get("detail", ""))
    found = [f"{detail.rstrip('.')}." if detail else ""]
    if cell.get("says"):
        found.append(f"“{escaped(str(cell['says']))}”")
    found += [f"Cause: {cause}." for cause in cells.causes(cell)]
    if isinstance(cell.get("line"), str):
        number = sources.line_of(adapter["program"], cell["line"])
        where = f" ({program(adapter['program'], '../../', number)})"
        found.append(f"By the adapter: {code(cell['line'])}{where if number else ''}")
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
