"""``python -m benchmarks reproduce``: a published cell, measured afresh."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import beyond, results, runs
from benchmarks.axes import (
    change,
    kinds,
    lines,
    overrides,
    roundtrip,
    safety,
    saved_faults,
    saved_runs,
    saved_values,
    scaling,
    startup,
)
from benchmarks.beyond import ranks, remote, sweep
from benchmarks.errors import BenchError, NotHereError, nearest
from benchmarks.registry import Adapter
from benchmarks.results import AXES, BEYOND

#: The cell that stands for an axis where none is named; for overrides it is all of them.
HEADLINES = {"lines": "total", "roundtrip": "run", "startup": "default"}

Cell = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """The address of a cell: without a headline, ``case`` may be None for all cells."""

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
    NotHereError
        If the library is missing.
    BenchError
        If there is no such case.
    """
    adapter = beyond.row(wanted.axis, wanted.name)
    if missing := adapter.missing():
        raise NotHereError(
            f"{wanted.name}: pip install {' '.join(missing)} comes first"
        )
    if sentence := beyond.missing(wanted.axis):
        raise NotHereError(f"{wanted}: {sentence}")
    yield from _MEASURE[wanted.axis](adapter, wanted.case)


def _lines(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    yield from _chosen(dict(lines.measure_all(adapter)), case)


def _change(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    cases = change.cases()
    _known("change", case, cases)
    for name in [case] if case else cases:
        yield name, change.measure(adapter, name)


def _overrides(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    cases = overrides.cases()
    if case is None:
        yield from overrides.measure_all(adapter)
        return
    _known("task", case, cases)
    said = overrides.words(adapter)[case]
    yield case, overrides.measure(adapter, runs.defaults(adapter), cases[case], said)


def _roundtrip(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    if case == HEADLINES["roundtrip"]:
        yield case, roundtrip.measure_headline(adapter)
        return
    if case in saved_runs.CASES:
        yield case, roundtrip.measure_saved_run(adapter, case)
        return
    if case in saved_faults.CASES:
        yield case, roundtrip.measure_fault(adapter, case)
        return
    if case and case.startswith("values/"):
        yield case, saved_values.measure(adapter, case)
        return
    profile = (case or "").partition("/")[0]
    if case and profile in {"kinds", "properties", "objects"}:
        yield from kinds.measure(adapter, [case])
        return
    if profile not in roundtrip.PROFILES:
        raise BenchError(
            f"there is no round-trip cell {case!r}; expected run, "
            f"{', '.join([*saved_runs.CASES, *saved_faults.CASES])}, values/KIND/NAME, "
            "or a profile and a setting: first/optimizer.lr"
        )
    yield from _chosen(dict(roundtrip.measure_profile(adapter, profile)), case)


def _safety(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    if case is None:
        yield from safety.measure_all(adapter)
        return
    _known("canary", case, safety.cases())
    yield case, safety.measure(adapter, case)


def _startup(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    name = case or HEADLINES["startup"]
    yield name, startup.measure_one(adapter, name)


def _remote(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    known = remote.cases(adapter)
    _known("case", case, known)
    yield from remote.measure(adapter, [case] if case else known)


def _ranks(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    _known("case", case, ranks.CASES)
    for each in [case] if case else ranks.CASES:
        yield each, ranks.measure(adapter, each)


def _sweep(adapter: Adapter, case: str | None) -> Iterator[tuple[str, Cell]]:
    if case is None:
        yield from sweep.measure_all(adapter)
    else:
        yield case, sweep.measure_case(adapter, case)


def _known(what: str, case: str | None, cases: Iterable[str]) -> None:
    """Refuse a case that there is not; none at all stands for all of them."""
    names = list(cases)
    if case is not None and case not in names:
        raise BenchError(f"there is no {what} {case!r}{nearest(case, names)}")


def _chosen(cells: Mapping[str, Cell], case: str | None) -> Iterator[tuple[str, Cell]]:
    if case is None or case not in cells:
        raise BenchError(f"there is no cell {case!r}{nearest(case or '', cells)}")
    yield case, cells[case]


_MEASURE: dict[str, Callable[[Adapter, str | None], Iterator[tuple[str, Cell]]]] = {
    "lines": _lines,
    "change": _change,
    "overrides": _overrides,
    "roundtrip": _roundtrip,
    "safety": _safety,
    "startup": _startup,
    "scaling": scaling.reproduce,
    "remote": _remote,
    "ranks": _ranks,
    "sweep": _sweep,
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

    Times of start-up agree if the two 95 % intervals overlap, as they are or at the pace of the
    control, which both runs started too: another machine, or this one on another day, starts
    everything faster or slower.  Everything else agrees by outcome and figures.
    """
    if old is None:
        return True, "nothing was published for this cell"
    if axis == "startup" and "total" in fresh and "total" in old:
        one, two = (f"{each['total'] * 1e3:.0f} ms" for each in (fresh, old))
        return True, f"a run that is looked at: {one} afresh, {two} published"
    if axis == "startup" and "wall" in fresh and "wall" in old:
        one, two = fresh["wall"], old["wall"]
        same = _overlap(one, two)
        shown = " and ".join(
            f"{each['median'] * 1e3:.1f} [{each['low'] * 1e3:.1f}, {each['high'] * 1e3:.1f}] ms"
            for each in (one, two)
        )
        verdict = "the intervals overlap" if same else "the intervals do NOT overlap"
        pace = None if same else _pace(fresh, old)
        if pace:
            same = _overlap({key: one[key] / pace for key in ("low", "high")}, two)
            verdict += f"; the control took {pace:.2f} of its published time"
            verdict += f", and at that pace they {'do' if same else 'do NOT either'}"
        if not same and "load" in fresh and "load" in old:
            verdict += f" (load of the machine {fresh['load']:.1f} afresh, {old['load']:.1f} then)"
        return same, f"above the control, afresh and published: {shown}; {verdict}"
    keys = ("outcome", "arrival", "safety", "total", "tokens", "added", "removed")
    differing = [key for key in keys if fresh.get(key) != old.get(key)]
    if differing:
        said = "; ".join(f"{key}: {old.get(key)} was published" for key in differing)
        return False, f"NOT as published: {said}"
    return True, f"as published: {fresh['outcome']}{_above(fresh, old)}"


def _overlap(one: Mapping[str, float], two: Mapping[str, float]) -> bool:
    return one["low"] <= two["high"] and two["low"] <= one["high"]


def _pace(fresh: Cell, old: Cell) -> float | None:
    """Return the time of the control afresh by the published one; None if it was not kept.

    A cell holds the median of its own starts, and that of what they took above the control.
    """
    if "median" not in fresh or "median" not in old:
        return None
    now, then = (each["median"] - each["wall"]["median"] for each in (fresh, old))
    return now / then if min(now, then) > 0 else None


def compare_claim(fresh: Cell, old: Cell | None) -> tuple[bool, str]:
    """Tell whether a claim's fresh verdict is the published one, statement by statement; pure."""
    if old is None:
        return True, "nothing was published for this claim"
    if fresh["statements"] == old["statements"] and fresh["verdict"] == old["verdict"]:
        return True, f"as published: {fresh['verdict']}"
    differing = [
        each
        for each in {**old["statements"], **fresh["statements"]}
        if fresh["statements"].get(each) != old["statements"].get(each)
    ]
    return (
        False,
        f"NOT as published: {old['verdict']} was; other: {'; '.join(differing)}",
    )


def _above(fresh: Cell, old: Cell) -> str:
    """Show two times of the scaling axis, whose few samples have no interval to compare."""
    if not ("above" in fresh and "above" in old):
        return ""
    times = " and ".join(f"{cell['above'] * 1e3:.1f}" for cell in (fresh, old))
    return f"; above a bare interpreter, afresh and published: {times} ms"
