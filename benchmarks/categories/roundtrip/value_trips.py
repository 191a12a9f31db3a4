"""Single values: each is set through the row's own dialect, saved and restored; nothing trains.

Two questions have two answers: ``arrival`` tells whether the value got from the command line into
the core, ``outcome`` whether the value *that arrived* came back from the saved config.

To save time, one trip carries a value of several settings at once.  Whatever is not right in such a
trip, or whatever it changed beside what was asked, is measured again alone: only that is published.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from benchmarks.categories.roundtrip.part import Part, command
from benchmarks.categories.roundtrip.value_again import again
from benchmarks.categories.roundtrip.value_judging import (
    Ground,
    Refused,
    Travelled,
    judge,
    judge_arrival,
    settled,
    strays,
)
from benchmarks.categories.roundtrip.values import Value, batches, sample, values
from benchmarks.category import attempt
from benchmarks.cells import TROUBLES
from benchmarks.dialect import Dialect, load
from benchmarks.errors import UnsupportedError
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.rerun import Trip, trip
from benchmarks.running import probe


class Way(NamedTuple):
    """How a value is set: by words, and files that they name; what it is called, if told."""

    words: Sequence[str]
    files: tuple[tuple[str, str], ...] = ()
    called: str | None = None


class Traveller:
    """One row under measurement; what is the same for all its values is measured once."""

    def __init__(self, row: Adapter) -> None:
        self.row = row
        self._grounds: dict[str, Ground | None] = {}

    @cached_property
    def dialect(self) -> Dialect:
        """The row's spelling, loaded where it is asked for: a fault of it is one of each value."""
        return load(self.row)

    def ground(self, context: Mapping[str, object]) -> Ground | None:
        """Return what the context alone gives, or ``None`` if the row does not even run so."""
        key = repr(sorted(context.items()))
        if key not in self._grounds:
            self._grounds[key] = self._ground(context)
        return self._grounds[key]

    def _ground(self, context: Mapping[str, object]) -> Ground | None:
        try:
            seen = trip(self.row, self.dialect.words(context))
        except UnsupportedError:
            return None
        reached = seen.first.reached
        return Ground(reached[0], seen.files) if len(reached) == 1 else None

    def together(self, batch: Sequence[Value]) -> Iterator[tuple[str, object]]:
        """Yield the facts of values of different settings, from as few trips as will do."""
        common = self._common([value for value in batch if self._spells(value)])
        for value in batch:
            yield value.name, common.get(value.name) or attempt(self.alone, value)

    def _spells(self, value: Value) -> bool:
        try:
            return bool(self.dialect.spell(value.setting, value.plain))
        except TROUBLES:
            return False

    def _common(self, batch: Sequence[Value]) -> dict[str, Travelled]:
        """Return the facts of values that need no trip of their own.

        A batch that the row refuses is halved until the values that it refuses are alone.
        """
        if len(batch) < 2:  # noqa: PLR2004  one value is no batch
            return {}
        try:
            seen = trip(self.row, self._words(batch))
            if seen.second is None or not seen.second.reached:
                half = len(batch) // 2
                return self._common(batch[:half]) | self._common(batch[half:])
            ground = self.ground(_context(batch))
        except TROUBLES:
            # Whose trouble it is shows in the trips of single values.
            return {}
        records = [seen.first.reached[0], seen.second.reached[0]]
        if ground is None or strays([ground.record, *records], batch):
            return {}
        travelled = Travelled(seen, ground, tuple(batch), {})
        return {
            # The command that gives this value alone: `reproduce` runs that one.
            value.name: replace(
                travelled, command=command(self.row, self._words([value]))
            )
            for value in batch
            if settled(value, travelled)
        }

    def _words(self, batch: Sequence[Value]) -> list[str]:
        asked = {value.setting: value.plain for value in batch}
        # What the values themselves set stands behind their context.
        around = {p: each for p, each in _context(batch).items() if p not in asked}
        return self.dialect.words({**around, **asked})

    def alone(self, value: Value) -> Travelled | Refused:
        """Return the facts of one value, from a trip of its own.

        Every documented spelling is tried until one arrives; where there is none, what is nearest.

        Raises
        ------
        UnsupportedError
            If there is nothing that could be tried.
        """
        try:
            spellings = self.dialect.spell(value.setting, value.plain, value.context)
        except UnsupportedError as answer:
            return self._otherwise(value, answer)
        ground = self.ground(value.context)
        best = 0
        for number, words in enumerate(spellings if len(spellings) > 1 else ()):
            seen = Trip(probe(self.row, words))
            if (
                judge_arrival(value, Travelled(seen, ground, (value,), {})).outcome
                is Outcome.RIGHT
            ):
                best = number
                break
        words = spellings[best]
        taken = f"{best + 1} of {len(spellings)}" if len(spellings) > 1 else None
        seen = trip(self.row, words)
        return Travelled(seen, ground, (value,), command(self.row, words), taken)

    def _otherwise(self, value: Value, answer: UnsupportedError) -> Travelled | Refused:
        """Return what the first way does that is not refused, of a value without a spelling."""
        refused = []
        for way in self._ways(value):
            words, files = way.words, dict(way.files)
            seen = trip(self.row, words, files)
            told = {**command(self.row, words), **({"files": files} if files else {})}
            ground = self.ground(value.context)
            travelled = Travelled(
                seen, ground, (value,), told, way.called, unspelt=str(answer)
            )
            if seen.first.reached:
                return travelled
            refused.append(travelled)
        if not refused:
            raise answer
        return Refused(str(answer), tuple(refused))

    def _ways(self, value: Value) -> Iterator[Way]:
        """Yield what people do who do not think of what is special: they type it, or save it."""
        templates = self.dialect.templates
        settings = [*value.context.items(), (value.setting, value.plain)]
        with suppress(UnsupportedError):
            yield Way(templates.nearest(settings))
        with suppress(UnsupportedError):
            name, text = templates.config("value", settings)
            named = shlex.split(templates.naming("value"))
            yield Way(named, ((name, text),), "in a config file")


def _context(batch: Sequence[Value]) -> dict[str, object]:
    return {path: each for value in batch for path, each in value.context.items()}


def measure(row: Adapter, cases: Sequence[Value]) -> Iterator[tuple[str, object]]:
    """Yield the facts of each value, in their order."""
    traveller = Traveller(row)
    # At once; what is wrong is told where a value needs it.
    attempt(lambda: traveller.dialect.ahead((v.setting, v.plain) for v in cases))
    facts = dict(pair for batch in batches(cases) for pair in traveller.together(batch))
    for value in cases:
        yield value.name, facts[value.name]


PART = Part(cases=values, measure=measure, judge=judge, again=again, sample=sample)
