"""One run of the comparison: units of (axis, adapter), each measured once and written at once."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import beyond, registry, results
from benchmarks.axes import change, lines, overrides, roundtrip, startup
from benchmarks.beyond import ranks, remote
from benchmarks.errors import BenchError, nearest
from benchmarks.registry import Adapter
from benchmarks.results import AXES, BEYOND, Results

#: Axes whose adapters are measured one by one; start-up takes all in one interleaved measurement.
ONE_BY_ONE: Mapping[str, Callable[[Adapter], Iterator[tuple[str, dict[str, Any]]]]] = {
    "lines": lines.measure_all,
    "change": change.measure_all,
    "overrides": overrides.measure_all,
    "roundtrip": roundtrip.measure_all,
    "remote": remote.measure_all,
    "ranks": ranks.measure_all,
}


@dataclass(frozen=True)
class Choice:
    """What is to be measured.

    Attributes
    ----------
    axes
        Names out of ``results.AXES`` and ``results.BEYOND``.
    adapters
        In the order of the report.
    fast
        Fewer rounds of start-up.
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
    def beyond(self) -> bool:
        """Whether nothing but axes beyond one process is measured, in their own environment."""
        return set(self.axes) <= set(BEYOND)

    @property
    def whole(self) -> bool:
        """Whether this is the whole comparison and not a part of it."""
        return (
            set(self.axes) == set(AXES)
            and [a.name for a in self.adapters] == registry.names()
        )


def choose(axes: str | None, adapters: str | None, *, fast: bool = False) -> Choice:
    """Read ``--axis a,b`` and ``--adapters x,y``.

    Raises
    ------
    BenchError
        For an unknown name; the sentence names the nearest.
    """
    wanted = tuple(axes.split(",")) if axes else AXES
    known = (*AXES, *BEYOND)
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
    """

    choice: Choice
    content: Results
    path: Path = results.FILE
    done: set[str] = field(default_factory=set)

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
        run = cls(choice, content, path)
        content["causes"] = overrides.causes()
        for adapter in choice.adapters:
            if not (choice.beyond and adapter.name in content["adapters"]):
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
        with self._account(adapter) as account:
            cells = self._measure(axis, adapter)
        account["versions"] |= beyond.versions(axis)
        self._put(axis, adapter.name, cells, account)
        return cells

    def _measure(self, axis: str, adapter: Adapter) -> dict[str, Any]:
        if missing := adapter.missing():
            return {"all": skipped(axis, adapter, missing)}
        if sentence := beyond.missing(axis):
            return {"all": skipped(axis, adapter, (), sentence)}
        try:
            return dict(ONE_BY_ONE[axis](adapter))
        except BenchError as error:
            return {"all": fault(axis, adapter, str(error))}

    def startup(self, tick: Callable[[int], None]) -> dict[str, dict[str, Any]]:
        """Measure the start-up of all chosen adapters at once; return cells by contestant."""
        present = self.choice.installed
        names = {each.name for each in self.choice.adapters}
        if {f"startup/{name}" for name in names} <= self.done:
            return {
                name: cells["default"]
                for name, cells in self.content["startup"].items()
            }
        started, clock = _now(), time.monotonic()
        try:
            cells = (
                startup.measure_all(present, self.choice.plan, tick) if present else {}
            )
        except BenchError as error:
            cells = {each.name: fault("startup", each, str(error)) for each in present}
        for each in self.choice.adapters:
            if missing := each.missing():
                cells[each.name] = skipped("startup", each, missing)
        seconds = time.monotonic() - clock
        by_name = {each.name: each for each in self.choice.adapters}
        for name, cell in cells.items():
            original = by_name.get(name.removesuffix(startup.TWIN))
            account = {
                "created": started,
                "seconds": round(seconds, 1),
                "sha256": original.sha256() if original else "",
                "versions": original.versions() if original else {},
            }
            self._put("startup", name, {"default": cell}, account)
        return cells

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
        results.put(self.content, axis, name, cells, account)
        self.content["interrupted"]["done"].append(f"{axis}/{name}")
        results.save(self.content, self.path)

    def finish(self) -> None:
        """Write that nothing is left to do."""
        self.content.pop("interrupted", None)
        results.save(self.content, self.path)


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
