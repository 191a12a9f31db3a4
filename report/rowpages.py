"""``cells/NAME.md``: every cell of one row, for whoever reads the report on a code host."""

from typing import Any

from report import cells, figures, load, parties, rendering, said, words
from report.load import Cell, Results
from report.text import afresh

#: Longer facts are left to the site and to results.json.
_SHORT = 160


def pages(results: Results) -> dict[str, str]:
    """Return a page for every row, by file name."""
    return {f"cells/{name}.md": _page(results, name) for name in results["adapters"]}


def _page(results: Results, name: str) -> str:
    adapter = results["adapters"][name]
    return rendering.markdown(
        "cells.md.j2",
        row=name,
        adapter=adapter,
        said=said.of(results, name),
        doubt=figures.unproven(adapter),
        pieces=parties.pieces(results, name),
        categories=[
            {
                "title": words.title(category),
                "afresh": afresh(adapter, f"{category}/{name}/CASE"),
                "cells": {
                    case: seen(cell)
                    | {
                        "objections": said.objections(
                            results, name, f"{category}/{case}"
                        )
                    }
                    for case, cell in row.items()
                },
            }
            for category in load.categories(results)
            if (row := results["cells"][category].get(name))
        ],
    )


def seen(cell: Cell) -> dict[str, Any]:
    """Return what the line of a cell tells, each thing under its name."""
    named = parties.named(cell)
    files, command = cell.get("files"), cell.get("command")
    whole = cells.whole(cell) and "detail" in cell and "came_back" not in cell
    return {
        "told": cells.told(cell["outcome"], cell),
        "command": command if isinstance(command, str) else "",
        "detail": cell.get("detail", ""),
        "says": cell.get("says", ""),
        "causes": cells.causes(cell),
        "pieces": named,
        "hands": parties.hands(cell) if cell["by"] == "adapter" and not named else [],
        "with": {
            key: cells.plain(cell[key]) for key in ("setup", "env") if cell.get(key)
        },
        "files": {
            name: text
            for name, text in (files.items() if isinstance(files, dict) else ())
            if isinstance(text, str)
        },
        "held": cells.held(cell),
        # What nobody here has heard of is shown under its own name.
        "cited": {
            key: cells.cited(cell[key])
            for key in cells.CITING
            if isinstance(cell.get(key), str)
        },
        "facts": {} if whole else _short(cell),
    }


def _short(cell: Cell) -> dict[str, str]:
    told = {
        key: cells.shown(key, fact)
        for key, fact in cells.facts(cell).items()
        if key not in cells.CITING
    }
    return {key: fact for key, fact in told.items() if fact and len(fact) < _SHORT}
