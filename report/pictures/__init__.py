"""The pictures of the report, as SVG, and what is to be seen on each, for whoever cannot see it.

What a picture shows is found by :mod:`report.pictures.shown`, pure and without matplotlib, which
takes a second to import and so comes where something is drawn.  The same results give the same
bytes.  ``table`` is :func:`report.figures.rows`, for whoever has it already.
"""

from collections.abc import Sequence

from report import words
from report.figures import Row
from report.load import Results
from report.pictures import shown


def told(results: Results, name: str, table: Sequence[Row] | None = None) -> str:
    """Return what is to be seen on a picture in a sentence or two; nothing where there is none."""
    found = shown.found(results, table, (name,)).get(name)
    return found.told() if found else ""


def pictures(results: Results, table: Sequence[Row] | None = None) -> dict[str, str]:
    """Return every picture that there is something for: its name and its SVG."""
    found = shown.found(results, table)
    if not found:
        return {}
    from report.pictures import drawing, kinds  # noqa: PLC0415  takes a second

    with drawing.own_settings():
        return {
            name: drawing.svg(kinds.drawn(each), name, _title(name), each.told())
            for name, each in found.items()
        }


def folder() -> str:
    """Return where in ``plots/`` the pictures of the language that is spoken lie."""
    code = words.language()
    return "" if code == words.ENGLISH else f"{code}/"


def _title(name: str) -> str:
    return str(words.words()["pictures"][name]["title"])
