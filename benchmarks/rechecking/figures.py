"""Figures that stand beside cells are computed again: what is installed, verdicts, descriptions."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks import environment, results
from benchmarks.claims.statements import NOT_EXECUTED, Statement, verdict
from benchmarks.claims.tables.judging import Says, judged
from benchmarks.footprint import MIB, footprint
from benchmarks.rechecking.judged import same
from benchmarks.registry import UNEXPLAINED, Adapter
from configbench.errors import ConfigbenchError

Results = Mapping[str, Any]

#: Sizes are stored in MiB, of a whole with one digit, of each of its parts with two.
_WHOLE, _PART = 0.05, 0.005


def faults(
    content: Results, rows: Mapping[str, Adapter], *, own: bool
) -> Iterator[str | None]:
    """Yield for each figure what is wrong with it, or ``None``.

    What is installed is asked of the harness's ``own`` interpreter alone.
    """
    for name, adapter in content["adapters"].items():
        row = rows.get(name) if own else None
        yield from _footprint(name, adapter, row, content)
    for name, claim in content.get("claims", {}).items():
        yield _verdict(f"claims/{name}", claim, verdict)
    for page, table in content.get("tables", {}).items():
        for row, cells in table["cells"].items():
            for column, cell in cells.items():
                yield _tabled(f"tables/{page}/{row}/{column}", cell)
    yield from _described(content, rows)


# -- footprints -----------------------------------------------------------------------------------


def _footprint(
    name: str, adapter: Results, row: Adapter | None, content: Results
) -> Iterator[str | None]:
    """Yield what is wrong with what a row adds: by what is installed, or else by its parts."""
    told = adapter.get("footprint")
    if not told:
        return
    fresh = _measured(row, adapter, content) if row else None
    if fresh is not None:
        for key in sorted(fresh.keys() | told.keys()):
            if same(fresh.get(key), told.get(key)):
                yield None
            else:
                yield (
                    f"adapters/{name}: footprint.{key} is {told.get(key)!r}, and what is "
                    f"installed gives {fresh.get(key)!r}"
                )
        return
    sizes = told.get("sizes", {})
    yield _sum(f"adapters/{name}: footprint.mib", told.get("mib", 0.0), sizes.values())
    beside = told.get("beside")
    if beside:
        some = [sizes.get(each, 0.0) for each in beside["added"]]
        yield _sum(f"adapters/{name}: footprint.beside.mib", beside["mib"], some)
    odd = {*sizes, *told.get("compiled", ())} - {*told.get("added", sizes)}
    yield f"adapters/{name}: footprint.added lacks {min(odd)}" if odd else None


def _measured(row: Adapter, adapter: Results, content: Results) -> Any:
    """Return what a row adds here, if the same is installed on the same kind of machine."""
    try:
        usual = not row.missing() and row.versions() == adapter["distributions"]
        if usual and environment.machine()["kind"] == content["machine"]["kind"]:
            return footprint(row.distributions, row.environment, row.comes_with)
    except ConfigbenchError:
        pass
    return None


def _sum(what: str, told: float, parts: Any) -> str | None:
    some = [*parts]
    found = sum(some)
    if abs(told - found) <= _WHOLE + _PART * len(some) + 1 / MIB:
        return None
    return f"{what} is {told}, and its parts are {found:.1f} together"


# -- verdicts -------------------------------------------------------------------------------------


def _statements(told: Results) -> dict[str, Statement]:
    return {text: Statement(so) for text, so in told.get("statements", {}).items()}


def _verdict(where: str, told: Results, judge: Any) -> str | None:
    statements = _statements(told)
    found = judge(statements) if statements else NOT_EXECUTED
    if found == told["verdict"]:
        return None
    return f"{where}: verdict is {told['verdict']!r}, and its statements give {found!r}"


def _tabled(where: str, cell: Results) -> str | None:
    says = Says(cell["says"])
    for told in (cell, cell.get("then")):
        if told and (fault := _verdict(where, told, lambda found: judged(says, found))):
            return fault
    return None


# -- descriptions ---------------------------------------------------------------------------------


def _described(content: Results, rows: Mapping[str, Adapter]) -> Iterator[str | None]:
    """Yield what is told of categories and causes, and is not so."""
    here = [rows[name] for name in content["adapters"] if name in rows]
    fresh = {each["name"]: each for each in results.describe_categories(here)}
    for told in content["categories"]:
        known = fresh.get(told["name"])
        if known is None:
            yield f"categories: there is no category {told['name']!r}"
            continue
        for key in ("timed", "environment"):
            so = told[key] == known[key]
            yield None if so else f"categories/{told['name']}: {key} is {told[key]!r}"
        for case, each in told["cases"].items():
            wanted = known["cases"].get(case)
            # What is asked is told in prose, which may be another by now.
            so = wanted is None or wanted["kind"] == each["kind"]
            yield (
                None
                if so
                else f"categories/{told['name']}/{case}: is a {each['kind']}, no "
                f"{wanted['kind']}"
            )
    used = {
        cell[key]
        for category in content["cells"].values()
        for cells in category.values()
        for cell in cells.values()
        for key in ("cause", "arrival_cause")
        if key in cell
    }
    for cause in sorted(used - {UNEXPLAINED} - content["causes"].keys()):
        yield f"causes: there is no cause {cause!r}, which cells name"
