"""What people ask often, each answered by the cells of a test case."""

from dataclasses import dataclass

from report import alike, load, said, sections, words
from report.alike import Case
from report.load import Cell, Results


@dataclass(frozen=True)
class Often:
    """A question, the test case that answers it, and the page of its category."""

    asks: str
    case: Case
    page: str


def often(results: Results) -> list[Often]:
    """Return the questions of ``[[often]]`` in ``words.toml`` of which there are cells.

    A cell to which somebody objects answers no question here.
    """
    found = []
    for told in words.words()["often"]:
        category, _, name = told["cell"].partition("/")
        rows = {
            row: cells
            for row in results["adapters"]
            if (cells := load.rows(results, category).get(row))
            and _written_as(cells.get(name, {}), told.get("file", ""))
            and not said.objections(results, row, told["cell"])
        }
        case = alike.case(results, category, name, rows)
        if case.groups:
            found.append(Often(told["asks"], case, sections.page(category)))
    return found


def _written_as(cell: Cell, suffix: str) -> bool:
    """Whether a person's file ends so, where that matters."""
    return not suffix or any(name.endswith(suffix) for name in cell.get("files") or ())
