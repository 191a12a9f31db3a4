"""Whose grammar a program takes: the spellings of the registered rows, tried on it."""

from collections.abc import Callable, Iterator, Mapping

from benchmarks import core, registry
from benchmarks.dialect import load
from benchmarks.errors import RowError, UnsupportedError
from benchmarks.registry import Adapter

#: Whether some words have the effect that a setting gets a value, and no other.
Arrives = Callable[[list[str], str, object], bool]


def nearest(row: Adapter, arrives: Arrives) -> str:
    """Return a sentence on the row whose spelling more of the settings arrive by; or nothing.

    Parameters
    ----------
    row
        The row whose program is tried.
    arrives
        Tries it.
    """
    counts = {each.name: _count(each, arrives) for each in (row, *_others(row))}
    own = counts.pop(row.name)
    if not counts or max(counts.values()) <= own:
        return ""
    best = max(counts, key=lambda name: counts[name])
    return (
        f"as {best} spells them, {counts[best]} of {len(core.EACH_TYPE)} settings arrive, "
        f"as this row spells them {own}"
    )


def _others(row: Adapter) -> Iterator[Adapter]:
    for each in registry.find_all():
        if each.name != row.name:
            yield each


def _count(row: Adapter, arrives: Arrives) -> int:
    return sum(
        arrives(words, path, core.EACH_TYPE[path])
        for path, words in _spelt(row).items()
    )


def _spelt(row: Adapter) -> Mapping[str, list[str]]:
    """Return how a row spells the settings; those aside that it cannot."""
    spelt: dict[str, list[str]] = {}
    try:
        dialect = load(row)
        dialect.ahead(core.EACH_TYPE.items())
    except RowError:
        return spelt
    for path, value in core.EACH_TYPE.items():
        try:
            spelt[path] = dialect.spell(path, value)[0]
        except (RowError, UnsupportedError):
            continue
    return spelt
