"""What people ask often, each answered by the cells of a test case."""

from dataclasses import dataclass

from report import alike, load, sections, words
from report.alike import Case
from report.load import Results


@dataclass(frozen=True)
class Often:
    """A question, the test case that answers it, and the page of its category."""

    asks: str
    case: Case
    page: str


def often(results: Results) -> list[Often]:
    """Return the questions of ``[[often]]`` in ``words.toml`` of which there are cells."""
    found = []
    for told in words.words()["often"]:
        category, _, name = told["cell"].partition("/")
        rows = {
            row: load.rows(results, category).get(row, {})
            for row in results["adapters"]
        }
        case = alike.case(results, category, name, rows)
        if case.groups:
            found.append(Often(told["asks"], case, sections.page(category)))
    return found
