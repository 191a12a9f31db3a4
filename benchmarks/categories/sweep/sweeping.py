"""A recipe is followed in a fresh place, disturbed if its case says so, and what it did is kept."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from benchmarks.categories.sweep.gate import Gate, interrupt, kill_worker
from benchmarks.categories.sweep.recipes import Recipe
from benchmarks.copying import copy_row
from benchmarks.dialect import load
from benchmarks.errors import RowError
from benchmarks.registry import Adapter
from benchmarks.running import (
    Manner,
    Record,
    defaults,
    observe,
    probe,
    record_file,
    run_recorded,
)
from configbench.looking import ENTRY
from configbench.process import Command, Finished, Limits
from configbench.workplace import Workplace, workplace

#: A cluster of one machine takes seconds to start, and more on a busy one.  Ray keeps its objects
#: in one file of shared memory, as large as may ever be needed; what it takes counts as memory.
LIMITS = Limits(seconds=240, file_size=None)

#: A sweep is interrupted after so many runs.
_BEFORE = 3

#: Of a sweep that was to be disturbed, and had ended before.
OVER = "nothing"


@dataclass(frozen=True)
class Sweep:
    """What a sweep did.

    Attributes
    ----------
    finished
        How its command ended; of an interrupted sweep, how the second one did.
    reached
        The records that reached the core, the second sweep's behind the first one's.
    saved
        The record that each saved run brings back; ``None`` where it is refused.
    before
        How many of ``reached`` are of a first sweep that was interrupted.
    disturbed
        What was done to it, in words; ``OVER`` if it had ended before.
    """

    finished: Finished
    reached: tuple[Record, ...]
    saved: tuple[Record | None, ...] = ()
    before: int = 0
    disturbed: str = ""


@dataclass(frozen=True)
class Facts:
    """What is measured of one case with one engine.

    Attributes
    ----------
    recipe
        What was followed.
    lines
        What is written for it, in lines.
    sweep
        What it did.
    defaults
        The record of a single run without words.
    single
        The wall time of one run without a sweep, in seconds.
    remedied
        What the documented remedy did, where there is one.
    without
        What became of it without what the program does itself, where it does anything.
    """

    recipe: Recipe
    lines: int
    sweep: Sweep
    defaults: Record
    single: float
    remedied: Sweep | None = None
    without: Sweep | None = None


def measure(row: Adapter, recipe: Recipe, single: float) -> tuple[Facts, ...]:
    """Do one case with one engine, in all ways that are tried; ``single`` is as in Facts.

    Raises
    ------
    RowError
        If the recipe does not fit the program.
    """
    return tuple(_measured(row, each, single) for each in recipe.tried)


def _measured(row: Adapter, recipe: Recipe, single: float) -> Facts:
    done = run(row, recipe, recipe.script)
    remedied = run(row, recipe, recipe.remedy) if recipe.remedy else None
    left = replace(recipe, by_hand={}) if recipe.by_hand else None
    without = run(row, left, left.script) if left else None
    return Facts(recipe, recipe.lines(), done, defaults(row), single, remedied, without)


def single_run(row: Adapter) -> float:
    """Return the wall time of one run without a sweep, in seconds: the median of three."""
    fresh = Manner(fresh=True)
    seconds = [probe(row, manner=fresh).finished.seconds for _ in range(3)]
    return sorted(seconds)[1]


def run(row: Adapter, recipe: Recipe, script: str) -> Sweep:
    """Run a script of a recipe in a fresh place, and see what happened.

    Everything happens in a copy of the repository that holds the row's program and config files
    alone; temporary files lie beside it, and whatever was started is ended with the run.
    """
    with workplace() as place:
        _prepare(row, recipe, place)
        before: tuple[Record, ...] = ()
        gate = _gate(recipe, place)
        if gate is not None:
            finished = run_recorded(_command(row, script, place), watch=gate)
            before = gate.close()
            if not gate.did or recipe.case == "killed":
                saved = tuple(_restored(row, place))
                ended = _placeless(finished, place)
                return Sweep(ended, before, saved, 0, gate.did or OVER)
        reached, finished = observe(_command(row, script, place))
        return Sweep(
            _placeless(finished, place),
            (*before, *reached),
            tuple(_restored(row, place)),
            len(before),
            gate.did if gate else "",
        )


def _gate(recipe: Recipe, place: Workplace) -> Gate | None:
    """Return what disturbs a sweep of this case, if it is to be disturbed."""
    file = record_file(place)
    if recipe.case == "resume":
        return Gate(file, _BEFORE, interrupt)
    if recipe.case == "killed":
        kill = partial(kill_worker, place.home, recipe.worker)
        return Gate(file, 0, lambda _: kill())
    return None


def _prepare(row: Adapter, recipe: Recipe, place: Workplace) -> None:
    """Lay out the row's program and config files, and what the recipe writes and changes.

    Raises
    ------
    RowError
        If a text that the recipe changes does not stand in the program exactly once.
    """
    program = copy_row(row, place.work)
    text = program.read_text(encoding="utf-8")
    for old, new in recipe.edits.items():
        if text.count(old) != 1:
            raise RowError(
                f"{row.file('sweeps.toml')}: {recipe.engine}.edit: {old!r} stands "
                f"{text.count(old)} times in {program.name}, expected once"
            )
        text = text.replace(old, new)
    program.write_text(text, encoding="utf-8")
    place.write(recipe.files)


def _command(row: Adapter, script: str, place: Workplace) -> Command:
    argv = ("bash", "-c", looked_through(script))
    return Command(argv, place, binaries=row.binaries, limits=LIMITS)


def looked_through(script: str) -> str:
    """Return a script in which the paths that it sets for Python still let the look in.

    >>> looked_through("PYTHONPATH=adapters python sweep.py").endswith(":adapters python sweep.py")
    True
    """
    return re.sub(r"\bPYTHONPATH=", f"PYTHONPATH={ENTRY}{os.pathsep}", script)


def _placeless(finished: Finished, place: Workplace) -> Finished:
    return replace(
        finished,
        stdout=place.placeless(finished.stdout),
        stderr=place.placeless(finished.stderr),
    )


def _restored(row: Adapter, place: Workplace) -> Iterator[Record | None]:
    """Yield the record that each saved run below the working folder brings back."""
    dialect = load(row)
    ours = {place.work / "adapters", place.work / "configs"}
    for saved in dialect.found_in(place.work):
        if not ours & set(saved.parents):
            reached = probe(row, dialect.restore(saved)).reached
            yield reached[0] if len(reached) == 1 else None
