"""Results in which texts of programs, rows and libraries hold a script and half a mark."""

from typing import Any

from report.load import Results

SCRIPT = '<script>alert("x")</script>'

#: Facts that are words of the suite's own, or lead to a file.
_KEPT = {
    "address", "arrival", "attempt_outcome", "by", "created", "file", "kind", "name", "outcome",
    "program", "sha256", "says", "status", "ties", "variant_of", "verdict", "versions",
}  # fmt: skip
#: Dictionaries whose keys are texts, too.
_BY_TEXT = {"basis", "cases", "causes", "hangs", "left", "statements"}


def spoilt(results: Results, *rows: str) -> Results:
    """Return results of some rows in which every such text ends so: titles, cases, causes too."""
    some = {
        **results,
        "adapters": {name: results["adapters"][name] for name in rows},
        "parties": {
            name: told
            for name, told in results.get("parties", {}).items()
            if name in rows
        },
    }
    made: Results = _spoilt(some, "")
    made["cells"] = {
        category: {
            name: {_ended(case): _spoilt(cell, "") for case, cell in cells.items()}
            for name, cells in by_row.items()
            if name in rows
        }
        for category, by_row in results["cells"].items()
    }
    return made


def _ended(text: str) -> str:
    return f"{text}{SCRIPT}*"


def _spoilt(value: Any, key: str) -> Any:
    match value:
        case str():
            return value if key in _KEPT else _ended(value)
        case list():
            return [_spoilt(each, key) for each in value]
        case dict():
            ended = _ended if key in _BY_TEXT else str
            return {ended(each): _spoilt(inner, each) for each, inner in value.items()}
        case _:
            return value
