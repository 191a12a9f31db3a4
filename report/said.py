"""What is said of a row beside its cells: best for, beware, example, a review, objections.

None of it is a result: the sentences are those of whoever wrote or reviewed the row, and each that
is about a cell names it.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from report.load import Results


def of(results: Results, name: str) -> dict[str, Any]:
    """Return what is said of a row, as it stands behind a colon."""
    said = _of(results, name)
    best_for = said.get("best_for")
    return {**said, **({"best_for": _uncapital(best_for)} if best_for else {})}


def objections(results: Results, name: str, address: str) -> list[str]:
    """Return what is held against a cell, ``category/case``."""
    return [
        each["text"]
        for each in _of(results, name).get("objections", ())
        if fnmatchcase(address, each["cell"])
    ]


def faults(results: Results) -> Iterator[tuple[str, str]]:
    """Yield rows, with what is said of a cell of theirs that there is not, or that is right."""
    for name in results["adapters"]:
        said = _of(results, name)
        known = {
            f"{category}/{case}": cell
            for category, rows in results["cells"].items()
            for case, cell in rows.get(name, {}).items()
        }
        if (beware := said.get("beware")) and known:
            cell = known.get(beware["cell"])
            if cell is None or cell["outcome"] == "right":
                what = "is right" if cell else "there is none"
                yield name, f"{name}: beware names {beware['cell']!r}: {what}"
        for each in said.get("objections", ()):
            if known and not any(fnmatchcase(cell, each["cell"]) for cell in known):
                yield (
                    name,
                    f"{name}: an objection is about {each['cell']!r}: there is none",
                )


def changed(results: Results, present: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the rows of which something else is said by now."""
    for name in results["adapters"]:
        if name in present and _of(results, name) != present[name]:
            yield name


def _of(results: Results, name: str) -> dict[str, Any]:
    found: dict[str, Any] = results["adapters"].get(name, {}).get("said", {})
    return found


def _uncapital(sentence: str) -> str:
    """Return a sentence behind a colon; a name keeps its capital letters."""
    first = sentence.partition(" ")[0]
    return (
        sentence
        if first[1:] != first[1:].lower()
        else sentence[:1].lower() + sentence[1:]
    )
