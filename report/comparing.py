"""What the page that lays programs side by side is told; the rest its script loads."""

from collections.abc import Sequence
from typing import Any

from report import cells, load, sources, words
from report.figures import Row
from report.load import Results
from report.markup import place

#: So many rows lie side by side at most, and so many at first: those that lead the first table.
MOST, FIRST = 4, 2


def told(results: Results, table: Sequence[Row]) -> dict[str, Any]:
    """Return what the page is told; ``table`` is that of the first page, in its order."""
    return {
        "most": MOST,
        "start": [row.name for row in table[:FIRST]],
        "rows": [
            {
                "name": name,
                "title": adapter["title"],
                "program": adapter["program"],
                "place": place(adapter["program"])
                if sources.text(adapter["program"])
                else "",
            }
            for name, adapter in results["adapters"].items()
        ],
        "roles": [
            (role, words.words()["roles"][role])
            for role in (*sources.ROLES, sources.FILES)
        ],
        "parts": [(each, words.title(each)) for each in load.categories(results)],
        "harm": list(cells.WORST),
    }
