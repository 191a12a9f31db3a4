"""One unit of the matrix: a category asked of a row at one release on one interpreter."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from benchmarks import results, running, state
from benchmarks.categories import CATEGORIES
from benchmarks.category import Category, Order
from benchmarks.cells import Cell
from benchmarks.environments import Environment
from benchmarks.environments.building import Builder, BuildError
from benchmarks.errors import MissingError, ProgramError
from benchmarks.matrix import book, older
from benchmarks.measuring import guarded
from benchmarks.nursery import NURSERY
from benchmarks.registry import Adapter
from benchmarks.running import Manner
from benchmarks.spent import Spent
from benchmarks.texts import last_line, short
from benchmarks.workers import Workers, cores
from configbench import interruption
from configbench.errors import UnmeasuredError

#: Characters that are kept of why nothing can be measured.
_LONGEST = 600


def discrete() -> list[Category]:
    """Return the categories that are asked here: no times, one process, and by looking at runs."""
    return [
        each for each in CATEGORIES if each.looks and not (each.timed or each.apart)
    ]


class Unit(NamedTuple):
    """What is measured in one go: a category of a row, at one release on one interpreter.

    ``cases`` are those that are measured again, to be believed; nothing for all.
    """

    row: Adapter
    category: Category
    cases: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Print as people are told of it: ``omegaconf 2.3.1 on 3.11: roundtrip``."""
        again = f", {len(self.cases)} again" if self.cases else ""
        return f"{called(self.row)}: {self.category.name}{again}"


def called(row: Adapter) -> str:
    """Return what a row at a release is called."""
    return " ".join(
        filter(None, (row.name, row.release, f"on {row.interpreter.version}"))
    )


@dataclass(frozen=True)
class Answer:
    """What came of a unit.

    Attributes
    ----------
    cells
        By case.
    account
        What was measured, and what it took.
    fault
        Why there are no cells that could be kept: nobody's finding.
    """

    cells: dict[str, Cell] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


def build(row: Adapter, builder: Builder) -> str:
    """Have the environment of a row built; return why that cannot be, or nothing."""
    try:
        install(row.environment, builder)
        row.require()
    except (BuildError, MissingError) as error:
        return short(str(error), _LONGEST)
    return ""


def install(environment: Environment, builder: Builder) -> None:
    """Build an environment; one without a lock gets it, to be the same for everybody from then on.

    Raises
    ------
    BuildError
        If that cannot be.
    """
    lock = builder.locks / f"{environment.name}.txt"
    if environment.requirements and not lock.is_file():
        builder.lock(environment, lock)
        state.locks.cache_clear()
    builder.build(environment)


def refusal(row: Adapter) -> str:
    """Return why a program does not come to its training without any words, or nothing.

    Then no cell would tell of what it asks: all would tell this.

    Raises
    ------
    UnmeasuredError
        If it does not end: that may be this machine's.
    """
    try:
        probe = running.probe(row, manner=_PATIENT)
    except (ProgramError, MissingError) as error:
        return short(str(error), _LONGEST)
    if len(probe.reached) == 1:
        return ""
    ended = probe.finished.ended
    if not probe.finished.ended_by_itself:
        raise UnmeasuredError(f"{called(row)}: does not start: {ended}")
    said = last_line(probe.finished.stderr)
    return short(f"the program does not start: {ended}: {said}", _LONGEST)


#: A release that is refused for a machine at work would be a finding of ours.
_PATIENT = Manner(limits=running.TRAIN_LIMITS)


def measured(unit: Unit) -> Answer:
    """Measure a unit; a fault of ours is no cell."""
    row, category, cases = unit
    created = results.now()
    with Spent().on(category.name) as spent:
        found, fault = guarded(category, Order((row,), cases or None))
    if fault is not None:
        return Answer(fault=repr(fault))
    if busy := _busy(found):
        return Answer(fault=busy)
    account = {"created": created, **spent, **book.of(row, category)}
    return Answer(_told(found.get(row.name, {}), row), account)


#: How a run is told that was ended for its time; and up to which load of a core that is its own.
_TOO_LONG = "over the time limit"
_BUSY = 3


def _busy(cells: object) -> str:
    """Return why cells cannot be believed, if one took too long on a machine that is at work."""
    load = os.getloadavg()[0]
    if _TOO_LONG not in json.dumps(cells) or load <= _BUSY * cores():
        return ""
    return f"a run was {_TOO_LONG}, and the machine is at work (load {load:.0f}): later"


def _told(cells: Mapping[str, Cell], row: Adapter) -> dict[str, Cell]:
    """Return cells in which a copy of a program is called as the program is."""
    text = json.dumps(cells, ensure_ascii=False)
    found: dict[str, Cell] = json.loads(older.told(text, row))
    return found


def followed(units: Sequence[Unit]) -> Iterator[tuple[Unit, Answer]]:
    """Measure units here, on all cores; yield them in their order."""
    jobs = {str(unit): partial(measured, unit) for unit in units}
    workers = Workers(jobs, cores() + 1)
    try:
        for unit in units:
            yield unit, workers.result(str(unit))
    except BaseException:
        interruption.request()
        workers.give_up()
        raise
    finally:
        # Releases have zygotes of their own, and there are many.
        NURSERY.close()
