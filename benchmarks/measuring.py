"""One run of the comparison: units of (axis, adapter), each measured once and written at once."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import beyond, claims, registry, results
from benchmarks.axes import (
    change,
    kinds,
    lines,
    overrides,
    roundtrip,
    safety,
    scaling,
    startup,
)
from benchmarks.beyond import ranks, remote, sweep
from benchmarks.errors import BenchError, nearest
from benchmarks.registry import Adapter
from benchmarks.results import AXES, BEYOND, CONTROL_NAME, Results


def _roundtrip(
    adapter: Adapter, *, fast: bool = False
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the cells of what ``train.py`` saves, then those of ``values.py``."""
    yield from roundtrip.measure_all(adapter, fast=fast)
    yield from kinds.measure_all(adapter, fast=fast)


#: Axes whose adapters are measured one by one; start-up takes all in one interleaved measurement.
ONE_BY_ONE: Mapping[str, Callable[[Adapter], Iterator[tuple[str, dict[str, Any]]]]] = {
    "lines": lines.measure_all,
    "change": change.measure_all,
    "overrides": overrides.measure_all,
    "roundtrip": _roundtrip,
    "safety": safety.measure_all,
    "remote": remote.measure_all,
    "ranks": ranks.measure_all,
    "sweep": sweep.measure_all,
}

#: Axes that measure less with ``--fast``, and how.
FASTER: Mapping[str, Callable[[Adapter], Iterator[tuple[str, dict[str, Any]]]]] = {
    "roundtrip": partial(_roundtrip, fast=True)
}

#: What is measured beside the axes, last: the article's claims, from figures of all rows.
CLAIMS = "claims"


@dataclass(frozen=True)
class Choice:
    """What is to be measured.

    Attributes
    ----------
    axes
        Names out of ``results.AXES`` and ``results.BEYOND``, and ``claims``.
    adapters
        In the order of the report.
    fast
        Fewer rounds of start-up, fewer sizes, and a sample of the values of the round trip.
    """

    axes: tuple[str, ...]
    adapters: tuple[Adapter, ...]
    fast: bool = False

    @property
    def installed(self) -> tuple[Adapter, ...]:
        """The adapters whose libraries are there."""
        return tuple(each for each in self.adapters if not each.missing())

    @property
    def plan(self) -> startup.Plan:
        """How start-up is measured."""
        return startup.FAST if self.fast else startup.FULL

    @property
    def scaling_plan(self) -> scaling.Plan:
        """How scaling is measured."""
        return scaling.FAST if self.fast else scaling.FULL

    @property
    def beyond(self) -> bool:
        """Whether nothing but axes beyond one process is measured, in their own environment."""
        return set(self.axes) <= set(BEYOND)

    @property
    def whole(self) -> bool:
        """Whether this is the whole comparison and not a part of it."""
        return (
            set(self.axes) == {*AXES, CLAIMS}
            and [a.name for a in self.adapters] == registry.names()
        )


def choose(axes: str | None, adapters: str | None, *, fast: bool = False) -> Choice:
    """Read ``--axis a,b`` and ``--adapters x,y``.

    The claims are about all rows: they go with the whole comparison, or where they are named.

    Raises
    ------
    BenchError
        For an unknown name; the sentence names the nearest.
    """
    usual = AXES if adapters else (*AXES, CLAIMS)
    wanted = tuple(axes.split(",")) if axes else usual
    known = (*AXES, CLAIMS, *BEYOND)
    for axis in wanted:
        if axis not in known:
            raise BenchError(
                f"--axis: there is no axis {axis!r}{nearest(axis, known)}; "
                f"the axes are {', '.join(known)}"
            )
    found = registry.find_all(adapters.split(",") if adapters else None)
    return Choice(wanted, tuple(found), fast)


@dataclass
class Run:
    """A run in progress.

    Attributes
    ----------
    choice
        What is to be measured.
    content
        The results so far; written to ``path`` after each unit.
    done
        Units that a resumed run need not measure again.
    planned
        Units that will be measured, as far as anybody has told.
    """

    choice: Choice
    content: Results
    path: Path = results.FILE
    done: set[str] = field(default_factory=set)
    planned: frozenset[str] = frozenset()

    @classmethod
    def start(
        cls, choice: Choice, *, resume: bool = False, path: Path = results.FILE
    ) -> "Run":
        """Begin, or take up what an interrupted run has left.

        A part of the comparison replaces its own cells in what is there; the whole begins afresh,
        but for the axes beyond one process, which are measured in another environment.

        Raises
        ------
        BenchError
            For ``resume`` where no run was interrupted, or one with another choice.
        """
        results.writable(path)
        request = {
            "axes": list(choice.axes),
            "adapters": [each.name for each in choice.adapters],
            "fast": choice.fast,
        }
        if resume:
            content = results.load(path)
            left = content.get("interrupted")
            if left is None:
                raise BenchError(f"--resume: {path} holds no interrupted run")
            if left["request"] != request:
                raise BenchError(
                    "--resume: the interrupted run had other options "
                    f"({left['request']}); repeat them, or start without --resume"
                )
            fresh = {each.name: each.sha256() for each in choice.adapters}
            done = {
                unit
                for unit in left["done"]
                if content["units"][unit]["sha256"] == fresh.get(unit.partition("/")[2])
            }
            return cls(choice, content, path, done)
        content = results.new(choice.plan.seed)
        content["versions"] = results.versions(registry.find_all())
        if choice.whole:
            results.carry_over(path, content)
        elif path.is_file():
            # Of another environment, its own units tell.
            renewed = () if choice.beyond else ("created", "machine", "versions")
            content = results.load(path) | {key: content[key] for key in renewed}
        content["interrupted"] = {"request": request, "done": []}
        path.with_name(startup.NAME).unlink(missing_ok=True)
        run = cls(choice, content, path)
        content["causes"] = overrides.causes()
        for adapter in choice.adapters:
            # Claims alone measure no row, and what lies beyond is measured in another environment:
            # each row stays described as it was when it was measured.
            described = choice.axes == (CLAIMS,) or choice.beyond
            if not (described and adapter.name in content["adapters"]):
                content["adapters"][adapter.name] = results.describe(adapter)
        return run

    def unit(self, axis: str, adapter: Adapter) -> dict[str, Any]:
        """Measure one unit, or return the cells of a unit that is done; write them.

        A fault of the adapter becomes its cell; it never ends the run.
        """
        name = f"{axis}/{adapter.name}"
        if name in self.done:
            cells: dict[str, Any] = self.content[axis][adapter.name]
            return cells
        if axis in beyond.UNTIMED:
            self._begin_ahead()
        with self._account(adapter) as account:
            cells = self._measure(axis, adapter)
        account["versions"] |= beyond.versions(axis)
        self._put(axis, adapter.name, cells, account)
        return cells

    def _begin_ahead(self) -> None:
        """Let the control's programs that wait for minutes wait beside what measures no time."""
        unit = f"remote/{CONTROL_NAME}"
        if unit in self.planned - self.done and not beyond.missing("remote"):
            control = beyond.row("remote", CONTROL_NAME)
            remote.AHEAD.begin(control, remote.cases(control))

    def _measure(self, axis: str, adapter: Adapter) -> dict[str, Any]:
        if missing := adapter.missing():
            return {"all": skipped(axis, adapter, missing)}
        if sentence := beyond.missing(axis):
            return {"all": skipped(axis, adapter, (), sentence)}
        try:
            faster = FASTER if self.choice.fast else {}
            return dict(faster.get(axis, ONE_BY_ONE[axis])(adapter))
        except BenchError as error:
            return {"all": fault(axis, adapter, str(error))}

    def startup(
        self, tick: Callable[[int], None]
    ) -> dict[str, dict[str, dict[str, Any]]]:
        """Measure the start-up of all chosen adapters at once; return their cells.

        They are by contestant and case.  After each round all samples so far are written beside
        the results; a resumed run takes them up.

        Raises
        ------
        startup.Refused
            Where the environment would spoil the times; what is stored stays as it is.
        """
        present = self.choice.installed
        names = {each.name for each in self.choice.adapters}
        if {f"startup/{name}" for name in names} <= self.done:
            stored: dict[str, dict[str, dict[str, Any]]] = self.content["startup"]
            return stored
        started, clock = _now(), time.monotonic()
        rounds = self.path.with_name(startup.NAME)
        # From the first round on there is something to resume.
        results.save(self.content, self.path)
        try:
            found = (
                startup.measure_all(present, tick, fast=self.choice.fast, path=rounds)
                if present
                else {}
            )
        except startup.Refused:
            raise
        except BenchError as error:
            found = {
                each.name: {"default": fault("startup", each, str(error))}
                for each in present
            }
        for each in self.choice.adapters:
            if missing := each.missing():
                found[each.name] = {"default": skipped("startup", each, missing)}
        seconds = time.monotonic() - clock
        by_name = {each.name: each for each in self.choice.adapters}
        for name, cells in found.items():
            original = by_name.get(name.removesuffix(startup.TWIN))
            self._note("startup", name, cells, _shared(original, started, seconds))
        results.save(self.content, self.path)
        rounds.unlink(missing_ok=True)
        return found

    def claims(self, tick: Callable[[], None]) -> dict[str, dict[str, Any]]:
        """Execute the article's claims with the figures so far; write and return them."""
        started, clock = _now(), time.monotonic()
        found = {}
        for name, entry in claims.execute_all(self.content):
            found[name] = entry
            tick()
        account = {
            "created": started,
            "seconds": round(time.monotonic() - clock, 1),
            "sha256": claims.sha256(),
            "versions": self.content["versions"],
        }
        self.content[CLAIMS] = found
        self.content["units"][f"{CLAIMS}/all"] = account
        self.content["interrupted"]["done"].append(f"{CLAIMS}/all")
        results.save(self.content, self.path)
        return found

    def scaling(self, tick: Callable[[int], None]) -> dict[str, dict[str, Any]]:
        """Measure the scaling of all chosen adapters at once; return their cells by row."""
        names = [each.name for each in self.choice.adapters]
        if {f"scaling/{name}" for name in names} <= self.done:
            return dict(self.content["scaling"])
        present = self.choice.installed
        started, clock = _now(), time.monotonic()
        try:
            rows = (
                scaling.measure_all(present, self.choice.scaling_plan, tick)
                if present
                else {}
            )
        except BenchError as error:
            rows = {
                each.name: {"all": fault("scaling", each, str(error))}
                for each in present
            }
        seconds = time.monotonic() - clock
        by_name = {each.name: each for each in self.choice.adapters}
        for name, each in by_name.items():
            if missing := each.missing():
                rows[name] = {"all": skipped("scaling", each, missing)}
        for name, cells in rows.items():
            account = _shared(by_name.get(name), started, seconds)
            self._put("scaling", name, cells, account)
        return rows

    @contextmanager
    def _account(self, adapter: Adapter) -> Iterator[dict[str, Any]]:
        account: dict[str, Any] = {"created": _now()}
        clock = time.monotonic()
        yield account
        account["seconds"] = round(time.monotonic() - clock, 1)
        account["sha256"] = adapter.sha256()
        account["versions"] = adapter.versions()

    def _put(
        self, axis: str, name: str, cells: Mapping[str, Any], account: Mapping[str, Any]
    ) -> None:
        self._note(axis, name, cells, account)
        results.save(self.content, self.path)

    def _note(
        self, axis: str, name: str, cells: Mapping[str, Any], account: Mapping[str, Any]
    ) -> None:
        results.put(self.content, axis, name, cells, account)
        self.content["interrupted"]["done"].append(f"{axis}/{name}")

    def finish(self) -> None:
        """Write that nothing is left to do."""
        self.content.pop("interrupted", None)
        results.save(self.content, self.path)


def _shared(adapter: Adapter | None, started: str, seconds: float) -> dict[str, Any]:
    """Return the account of a row of an axis that takes all rows at once; of no row: of ours."""
    return {
        "created": started,
        "seconds": round(seconds, 1),
        "sha256": adapter.sha256() if adapter else "",
        "versions": adapter.versions() if adapter else {},
    }


def skipped(
    axis: str, adapter: Adapter, missing: Sequence[str], sentence: str = ""
) -> dict[str, Any]:
    """Return the cell of an adapter whose library is not installed, or what the axis needs."""
    return {
        "outcome": "skipped",
        "by": "library",
        "detail": sentence or f"not installed; pip install {' '.join(missing)}",
        "reproduce": f"python -m benchmarks reproduce {axis}/{adapter.name}",
    }


def fault(axis: str, adapter: Adapter, sentence: str) -> dict[str, Any]:
    """Return the cell of an adapter that could not be measured."""
    return {
        "outcome": "broken",
        "by": "library",
        "cause": "unexplained",
        "detail": sentence,
        "reproduce": f"python -m benchmarks reproduce {axis}/{adapter.name}",
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
