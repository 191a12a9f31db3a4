"""The values that are set, saved and restored: ``values.toml``, and how they are taken in turn."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.cells import Case
from benchmarks.texts import short
from benchmarks.values import Typed
from configbench.inside.typed import typed
from shared_model import Precision

VALUES = Path(__file__).with_name("values.toml")

#: Of a value, what a case tells of it.
_SHOWN = 60

#: With ``--fast``: the first value of each kind and every so many-th behind it.
FAST_STEP = 5


@dataclass(frozen=True, kw_only=True)
class Value(Case):
    """One value to be set, saved and restored.

    Attributes
    ----------
    table
        The kind of value: where it stands in the file.
    setting
        The dotted path that it is given to.
    plain
        The Python value that a dialect spells: an enum by its member's name, a path as text.
    wanted
        What should arrive, typed.
    context
        Other settings that must be chosen for ``setting`` to exist.
    """

    table: str
    setting: str
    plain: object
    wanted: Typed
    context: Mapping[str, object] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """Names by which its lines are found in a saved file."""
        inner = set(self.plain) if isinstance(self.plain, dict) else set()
        return {self.setting.rpartition(".")[2], *inner}


@cache
def values(path: Path = VALUES) -> dict[str, Value]:
    """Return all values by ``values/KIND/NAME``, in the order of the file.

    Raises
    ------
    ValueError
        If the file is malformed.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        value.name: value
        for kind in content
        for value in _table(path, kind, content[kind])
    }


def _table(path: Path, kind: str, table: Mapping[str, Any]) -> Iterator[Value]:
    if table.keys() - {"with"} != {"settings", "values"}:
        raise ValueError(
            f"{path}: {kind}: expected 'settings', 'values', perhaps 'with'"
        )
    settings = table["settings"]
    for number, (name, text) in enumerate(table["values"].items()):
        plain, real = _read(kind, text)
        setting = settings[number % len(settings)]
        yield Value(
            f"values/{kind}/{name}",
            intent=f"{setting} is set to {short(repr(plain), _SHOWN)}, saved and restored.",
            table=kind,
            setting=setting,
            plain=plain,
            wanted=typed(real),
            context=table.get("with", {}),
        )


def _read(kind: str, text: Any) -> tuple[object, object]:
    """Return what a dialect is given and what should arrive, from what stands in the file."""
    if isinstance(text, dict) and "times" in text:
        text = (
            text["text"] * text["times"]
            if "text" in text
            else [text["item"]] * text["times"]
        )
    match kind:
        case "optional" if text == "None":
            return None, None
        case "tuple":
            return tuple(text), tuple(text)
        case "enum":
            return text, Precision[text]
        case "path":
            return text, Path(text)
    return text, text


def batches(chosen: Sequence[Value]) -> Iterator[list[Value]]:
    """Yield the values in as few groups as there are values of one setting; pure."""
    left: dict[str, list[Value]] = {}
    for value in chosen:
        left.setdefault(value.setting, []).append(value)
    while any(left.values()):
        yield [queue.pop(0) for queue in left.values() if queue]


def sample(chosen: Sequence[Value], step: int = FAST_STEP) -> list[Value]:
    """Return every ``step``-th value of each kind, the first among them; pure."""
    tables: dict[str, list[Value]] = {}
    for value in chosen:
        tables.setdefault(value.table, []).append(value)
    return [value for table in tables.values() for value in table[::step]]
