"""What must be accepted and what refused, of each kind of setting, as tables for people."""

from collections.abc import Mapping
from io import StringIO

from rich.console import Console
from rich.table import Table

from configbench.audit.model import Kind, Must, Narrowed, Option, Said, Setting, Wanted
from configbench.audit.planning.entries import entries
from configbench.audit.planning.wanted import UNKNOWN, wanted
from configbench.escaping import visible
from configbench.inside.typed import typed

#: How wide a table is.
_WIDTH = 110
#: The kinds that have words, in the order of the page.
KINDS = tuple(kind for kind in Kind if kind is not Kind.NUMBER)

#: A default for each kind, where no program has one.
_DEFAULTS: Mapping[Kind, object] = {
    Kind.INT: 32,
    Kind.NUMBER: 32,
    Kind.FLOAT: 0.001,
    Kind.BOOL: False,
    Kind.LIST: [64, 32],
    Kind.TUPLE: (0.9, 0.999),
}
_EXAMPLES: Mapping[Kind, Wanted] = {
    Kind.CHOICE: Wanted(Kind.CHOICE, Said.CHOICES, choices=("adam", "sgd")),
    Kind.LIST: Wanted(Kind.LIST, Said.ANNOTATION, (Wanted(Kind.INT, Said.ANNOTATION),)),
    Kind.TUPLE: Wanted(
        Kind.TUPLE, Said.ANNOTATION, (Wanted(Kind.FLOAT, Said.ANNOTATION),) * 2
    ),
}
_DEMANDS: Mapping[Must, str] = {
    Must.ACCEPT: "must be accepted",
    Must.REJECT: "must be refused",
    Must.MEAN: "means it, or is refused",
    Must.TELL: "is told",
}


def example(kind: Kind, narrowed: Narrowed | None = None, name: str = "x") -> Setting:
    """Return a setting of a kind that is declared, as in a program that takes a value for it."""
    said = Wanted(kind, Said.PARSER) if kind is not Kind.UNKNOWN else UNKNOWN
    found = _EXAMPLES.get(kind, said)
    default = typed(_DEFAULTS.get(kind))
    if narrowed is not None:
        stated = wanted(None, default, narrowed)
        found = stated if stated.kind is not found.kind or narrowed.choices else found
        found = Wanted(
            found.kind, Said.STATED, found.items, found.choices,
            bool(narrowed.optional), narrowed.least, narrowed.most,
        )  # fmt: skip
    valued = ((f"--{name}", "{}"), (f"--{name}={{}}",))
    return Setting(name, found, default, valued, option=Option(name, valued))


def _table(setting: Setting) -> Table:
    """Return what must be accepted and what refused of a setting, and why it is typed."""
    table = Table(
        title=f"{visible(setting.name)}: {setting.wanted.kind}", title_justify="left"
    )
    for column in ("typed", "what must become of it", "why it is typed"):
        table.add_column(column, overflow="fold")
    for entry in entries(setting, all_choices=True):
        text = visible(" ".join(entry.texts)) or "(empty)"
        demand = _DEMANDS[entry.expected.must]
        if entry.expected.values:
            demand += f": {entry.expected.text.removesuffix(', or a refusal')}"
        table.add_row(text, visible(demand), entry.why)
    return table


def values_text(
    kind: Kind | None = None, narrowed: Mapping[str, Narrowed] | None = None
) -> str:
    """Return tables of values as plain text.

    Parameters
    ----------
    kind
        Of which kind; of all if there is none, and no names.
    narrowed
        Names of settings with what ``pyproject.toml`` states of them: one table each.
    """
    settings = [
        example(_kind(stated), stated, name)
        for name, stated in (narrowed or {}).items()
    ]
    if kind is not None or not settings:
        settings = [*map(example, KINDS if kind is None else (kind,)), *settings]
    out = StringIO()
    console = Console(
        file=out,
        width=_WIDTH,
        color_system=None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for setting in settings:
        console.print(_table(setting))
        console.print()
    return (
        "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip() + "\n"
    )


def _kind(stated: Narrowed) -> Kind:
    return stated.kind or (Kind.CHOICE if stated.choices else Kind.NUMBER)
