"""``python -m benchmarks reproduce``: a published cell, measured afresh."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import beyond, results, runs
from benchmarks.axes import change, lines, overrides, roundtrip, startup
from benchmarks.beyond import ranks, remote
from benchmarks.errors import BenchError, nearest
from benchmarks.registry import Adapter
from benchmarks.results import AXES, BEYOND

#: The cell that stands for an axis where none is named; for overrides it is all of them.
HEADLINES = {"lines": "total", "roundtrip": "run", "startup": "default"}

Cell = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """The address of a cell: ``case`` is None for all override cells."""

    axis: str
    name: str
    case: str | None

    def __str__(self) -> str:
        """Print as the command takes it."""
        return "/".join(filter(None, (self.axis, self.name, self.case)))


def parse(address: str) -> Wanted:
    """Read ``AXIS/NAME[/CASE]``.

    Raises
    ------
    BenchError
        For an unknown axis or adapter.
    """
    axis, _, rest = address.partition("/")
    name, _, case = rest.partition("/")
    known = (*AXES, *BEYOND)
    if axis not in known:
        raise BenchError(
            f"there is no axis {axis!r}{nearest(axis, known)}; expected AXIS/NAME[/CASE]"
        )
    beyond.row(axis, name)
    return Wanted(axis, name, case or HEADLINES.get(axis))


def measure(wanted: Wanted) -> Iterator[tuple[str, Cell]]:
    """Yield the case and the fresh cell of everything that was asked for.

    Raises
    ------
    BenchError
        If the library is missing, or there is no such case.
    """
    adapter = beyond.row(wanted.axis, wanted.name)
    if missing := adapter.missing():
        raise BenchError(f"{wanted.name}: pip install {' '.join(missing)} comes first")
    if sentence := beyond.missing(wanted.axis):
        raise BenchError(f"{wanted}: {sentence}")
    yield from _MEASURE[wanted.axis](adapter, wanted.case)


def _lines(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    yield from _chosen(dict(lines.measure_all(adapter)), case)


def _change(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    cases = change.cases()
    if case is not None and case not in cases:
        raise BenchError(f"there is no change {case!r}{nearest(case, cases)}")
    for name in [case] if case else cases:
        yield name, change.measure(adapter, name)


def _overrides(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    cases = overrides.cases()
    if case is None:
        yield from overrides.measure_all(adapter)
        return
    if case not in cases:
        raise BenchError(f"there is no task {case!r}{nearest(case, cases)}")
    said = overrides.words(adapter)[case]
    yield case, overrides.measure(adapter, runs.defaults(adapter), cases[case], said)


def _roundtrip(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    if case == HEADLINES["roundtrip"]:
        yield case, roundtrip.measure_headline(adapter)
        return
    profile = (case or "").partition("/")[0]
    if profile not in roundtrip.PROFILES:
        raise BenchError(
            f"there is no round-trip cell {case!r}; expected run, or a profile and a setting: "
            "first/optimizer.lr"
        )
    yield from _chosen(dict(roundtrip.measure_profile(adapter, profile)), case)


def _startup(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    cells = startup.measure_all([adapter], startup.FAST, lambda _: None)
    yield from _chosen({"default": cells[adapter.name]}, case)


def _remote(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    known = remote.cases(adapter)
    if case is not None and case not in known:
        raise BenchError(f"there is no case {case!r}{nearest(case, known)}")
    yield from remote.measure(adapter, [case] if case else known)


def _ranks(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    if case is not None and case not in ranks.CASES:
        raise BenchError(f"there is no case {case!r}{nearest(case, ranks.CASES)}")
    for each in [case] if case else ranks.CASES:
        yield each, ranks.measure(adapter, each)


def _chosen(cells: Mapping[str, Cell], case: str | None) -> Iterator[tuple[str, Cell]]:
    if case is None or case not in cells:
        raise BenchError(f"there is no cell {case!r}{nearest(case or '', cells)}")
    yield case, cells[case]


_MEASURE: dict[str, Callable[[Adapter, str | None], Iterator[tuple[str, Cell]]]] = {
    "lines": _lines,
    "change": _change,
    "overrides": _overrides,
    "roundtrip": _roundtrip,
    "startup": _startup,
    "remote": _remote,
    "ranks": _ranks,
}


def published(wanted: Wanted, case: str) -> Cell | None:
    """Return the published cell, or None where there is none."""
    try:
        content = results.load()
    except BenchError:
        return None
    cell: Cell | None = content[wanted.axis].get(wanted.name, {}).get(case)
    return cell


def compare(axis: str, fresh: Cell, old: Cell | None) -> tuple[bool, str]:
    """Tell whether a fresh cell agrees with the published one, and say so; pure.

    Times agree if the two 95 % intervals overlap; everything else by outcome and figures.
    """
    if old is None:
        return True, "nothing was published for this cell"
    if axis == "startup" and "wall" in fresh and "wall" in old:
        one, two = fresh["wall"], old["wall"]
        same = one["low"] <= two["high"] and two["low"] <= one["high"]
        shown = " and ".join(
            f"{each['median'] * 1e3:.1f} [{each['low'] * 1e3:.1f}, {each['high'] * 1e3:.1f}] ms"
            for each in (one, two)
        )
        verdict = "the intervals overlap" if same else "the intervals do NOT overlap"
        return same, f"above the control, afresh and published: {shown}; {verdict}"
    keys = ("outcome", "total", "tokens", "added", "removed")
    differing = [key for key in keys if fresh.get(key) != old.get(key)]
    if differing:
        said = "; ".join(f"{key}: {old.get(key)} was published" for key in differing)
        return False, f"NOT as published: {said}"
    return True, f"as published: {fresh['outcome']}"
