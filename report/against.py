"""What changed between two results, beyond noise."""

from collections.abc import Iterator
from typing import Any

from report import cells, load
from report.load import Cell, Results

#: Facts of a machine: unless all are equal, times of two results say nothing about each other.
MACHINE = ("kind", "cpu", "cores", "python")

#: Whole numbers that are no finding: what they count is how it was measured.
_HOW = {"plan", "samples"}


def differences(old: Results, new: Results) -> Iterator[str]:
    """Yield a line for each difference, row by row, and one where times cannot be compared.

    An outcome, a whole number, a yes or no differs as it stands.  A figure with an interval
    differs if the two intervals do not overlap.  Other numbers with a point, and texts, are not
    compared: they differ from run to run.
    """
    other = machines(old, new)
    if other:
        yield f"Times are not compared, the machines differ ({'; '.join(other)})."
    found = False
    names = list(dict.fromkeys([*old["adapters"], *new["adapters"]]))
    for name in names:
        lines = list(_row(old, new, name, times=not other))
        if lines:
            found = True
            yield f"{name}{_versions(old, new, name)}"
            yield from (f"  {line}" for line in lines)
    if not found:
        yield "Nothing has changed beyond noise."


def machines(old: Results, new: Results) -> list[str]:
    """Return what is otherwise of the machines of two results, fact by fact; pure."""
    return [
        f"{fact}: {old['machine'][fact]} then, {new['machine'][fact]} now"
        for fact in MACHINE
        if old["machine"][fact] != new["machine"][fact]
    ]


def _versions(old: Results, new: Results, name: str) -> str:
    """Return the versions of a row's library, then and now."""
    rows = [each["adapters"][name] for each in (old, new) if name in each["adapters"]]
    then, now = rows[0]["distributions"], rows[-1]["distributions"]
    said = [
        f"{each} {then.get(each) or 'absent'}"
        + ("" if then.get(each) == now.get(each) else f" → {now.get(each) or 'absent'}")
        for each in dict.fromkeys([*then, *now])
    ]
    return f" ({', '.join(said)})" if said else ""


def _row(old: Results, new: Results, name: str, *, times: bool) -> Iterator[str]:
    if name not in old["adapters"]:
        yield "a new row"
        return
    if name not in new["adapters"]:
        yield "the row is gone"
        return
    one, other = (each["adapters"][name] for each in (old, new))
    if one["sha256"] != other["sha256"]:
        yield "the adapter itself has changed"
    if one["footprint"] and other["footprint"]:
        was, now = one["footprint"]["mib"], other["footprint"]["mib"]
        if was != now:
            yield f"MiB: {was} → {now}"
    for category in dict.fromkeys([*load.categories(old), *load.categories(new)]):
        before, after = (load.rows(each, category).get(name, {}) for each in (old, new))
        yield from _cells(category, before, after, times=times)


def _cells(
    category: str, old: dict[str, Cell], new: dict[str, Cell], *, times: bool
) -> Iterator[str]:
    added = [case for case in new if case not in old]
    gone = [case for case in old if case not in new]
    for word, cases in (("new", added), ("gone", gone)):
        if cases:
            some = ", ".join(cases[:3]) + (", …" if len(cases) > len(cases[:3]) else "")
            yield f"{category}: {len(cases)} {word} ({some})"
    for case, cell in new.items():
        if case in old:
            for line in _cell(old[case], cell, times=times):
                yield f"{category}/{case}: {line}"


def _cell(old: Cell, new: Cell, *, times: bool) -> Iterator[str]:
    if old["outcome"] != new["outcome"]:
        then, now = (cells.word(each["outcome"]) for each in (old, new))
        yield f"{then} → {now} ({new.get('detail', '')})"
    elif old.get("cause") != new.get("cause"):
        yield f"cause {old.get('cause')} → {new.get('cause')}"
    then, now = (cells.PARTIES[cells.party(each)].word for each in (old, new))
    if then != now:
        yield f"{then} → {now}"
    for key in new:
        if key in old and key not in _HOW:
            yield from _fact(key, old[key], new[key], times=times)


def _fact(key: str, old: Any, new: Any, *, times: bool) -> Iterator[str]:
    if _is_interval(old) and _is_interval(new):
        if times and (old["high"] < new["low"] or new["high"] < old["low"]):
            yield f"{key} {_interval(key, old)} → {_interval(key, new)}"
    elif isinstance(old, dict) and isinstance(new, dict):
        for inner in new:
            if inner in old:
                yield from _fact(f"{key}.{inner}", old[inner], new[inner], times=times)
    elif isinstance(old, int) and isinstance(new, int) and old != new:
        yield f"{key} {_said(old)} → {_said(new)}"


def _is_interval(fact: Any) -> bool:
    return isinstance(fact, dict) and {"median", "low", "high"} <= set(fact)


def _interval(key: str, fact: dict[str, float]) -> str:
    """Return an interval as text: of seconds in milliseconds, of a ratio as it is."""
    factor, unit = (1, "") if key == "ratio" else (1e3, " ms")
    median, low, high = (fact[part] * factor for part in ("median", "low", "high"))
    return f"{median:.4g} [{low:.4g}, {high:.4g}]{unit}"


def _said(fact: int) -> str:
    return {True: "yes", False: "no"}[fact] if isinstance(fact, bool) else str(fact)
