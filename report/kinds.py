"""The part of the report on kinds of values, properties of saving, and config objects."""

from collections.abc import Iterator
from typing import Any

from report.cells import LETTERS
from report.saving import family
from report.text import escape as prose
from report.text import letter

Axis = dict[str, dict[str, Any]]

_OR_NONE = "_or_none"

_INTRO = """\
### Kinds of values

What `train()` does not take, kept by each row's `values.py` as its experts would write it: a value
of each kind is saved alone and loaded again. *ʰ* marks a kind that is converted by hand, or a file
that is, and the letter behind it what the format does without such a line (nothing: the same);
*u* a kind for which the library has no type or writer, by its own documentation. Behind a stroke
stands the same kind where the declaration admits None, if that comes out otherwise.
"""

_PROPERTIES = """\
### Properties of saving

Asked of generated values of the kinds that `train()` takes; a counter-example is the smallest that
was found, and the same in every run. `same/…`: what is saved and loaded is equal, with its type.
`stable`: saving what was loaded gives the same bytes. `order`: the keys of a mapping keep their
order. `diff_…`: lines that one changed value, or one more item of a list, adds and removes.
`comments`: a comment survives loading and saving. `read_by_…`: another program reads the same from
the file (JSON as strict as RFC 8259; PyYAML reads YAML 1.1, ruamel.yaml YAML 1.2).
"""

_OBJECTS = """\
### Config objects

The library's own config object, a small one: what can be done to it. `checkpoint` is inside a torch
checkpoint loaded with `weights_only=True`, `worker` in a spawned worker of a DataLoader.
"""


def render(axis: Axis) -> str:
    """Return this part of the report; nothing where nothing was measured."""
    rows = family(axis, "kinds", "properties", "objects")
    if not rows:
        return ""
    parts = [
        _INTRO,
        *_kinds(rows),
        "",
        _PROPERTIES,
        *_table("property", "properties/", rows),
        "",
        _OBJECTS,
        *_table("object", "objects/", rows),
        "",
        "One cell afresh, with the bytes and the value: `python -m benchmarks reproduce "
        "roundtrip/NAME/kinds/date`.",
        "",
        *_notes(rows),
    ]
    return "\n".join(parts) + "\n"


def _cases(group: str, rows: Axis) -> list[str]:
    found = dict.fromkeys(case for cells in rows.values() for case in cells)
    return [case for case in found if case.startswith(group)]


def _head(title: str, rows: Axis) -> list[str]:
    return [
        f"| {title} | " + " | ".join(rows) + " |",
        "| --- |" + " :---: |" * len(rows),
    ]


def _table(title: str, group: str, rows: Axis) -> Iterator[str]:
    yield from _head(title, rows)
    for case in _cases(group, rows):
        signs = [_figure(cells.get(case)) for cells in rows.values()]
        yield f"| {case.removeprefix(group)} | " + " | ".join(signs) + " |"


def _figure(cell: dict[str, Any] | None) -> str:
    """Return the letter; of a diff, its lines too."""
    sign = letter(cell)
    if cell and "added" in cell:
        sign += f" +{len(cell['added'])} -{len(cell['removed'])}"
    return sign


def _kinds(rows: Axis) -> Iterator[str]:
    """Yield the table of kinds: the value, and behind a stroke the value or None."""
    yield from _head("kind", rows)
    names = dict.fromkeys(
        case.removesuffix(_OR_NONE) for case in _cases("kinds/", rows)
    )
    for case in names:
        alone = any(case in cells for cells in rows.values())
        signs = []
        for cells in rows.values():
            pair = [_kind(cells.get(case)), _kind(cells.get(case + _OR_NONE))]
            signs.append(" / ".join(dict.fromkeys(sign for sign in pair if sign)))
        title = case.removeprefix("kinds/") + ("" if alone else " or None")
        yield f"| {title} | " + " | ".join(signs) + " |"


def _kind(cell: dict[str, Any] | None) -> str:
    """Return the letter, and behind it that of the format alone, where it is another."""
    sign = letter(cell)
    alone = cell.get("format_alone") if cell else None
    if cell is None or alone is None or alone["outcome"] == cell["outcome"]:
        return sign
    return f"{sign} {LETTERS[alone['outcome']]}"


def _notes(rows: Axis) -> Iterator[str]:
    """Yield a line for each cell that is not right, equal ones of several rows together."""
    seen: dict[tuple[str, ...], list[str]] = {}
    for name, cells in rows.items():
        for case, cell in cells.items():
            if cell["outcome"] != "right":
                seen.setdefault((cell["outcome"], _said(cell)), []).append(
                    f"{name} {case}"
                )
    for (outcome, text), where in seen.items():
        yield f"* **{outcome}** {prose(text)} ({', '.join(where)})"


def _said(cell: dict[str, Any]) -> str:
    if "unsupported" in cell:
        return f"{cell['unsupported']}. The attempt: {cell['attempt_outcome']}."
    cause = f" Cause: {cell['cause']}." if "cause" in cell else ""
    # A refusal does not say of itself which value it was that was saved and not read.
    refused = cell["outcome"] == "loud" and cell.get("file")
    value = f"{cell['used']}: " if refused and "used" in cell else ""
    return f"{value}{cell['detail']}.{cause}"
