"""The course of one audit: what is done in it, step by step, and what came of it so far."""

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from configbench import interruption
from configbench.audit import grouping, rules
from configbench.audit.configs.trying import Files, Run
from configbench.audit.engine import Engine
from configbench.audit.ground import Ground
from configbench.audit.model import (
    CTRL_C,
    TRIPS,
    Arrived,
    Audit,
    Observation,
    Request,
    Target,
    Try,
)
from configbench.audit.other import both, environments
from configbench.audit.planning import pairing, plan, searching, settings
from configbench.audit.rules.cb107_value_lost import BEATEN, is_lost_to
from configbench.audit.saved.running import Runs
from configbench.audit.saved.trips import Trips
from configbench.audit.source import remainder
from configbench.audit.source.sources import Sources
from configbench.errors import UserError
from configbench.progress import Progress, Told

#: Seconds that findings may take to be confirmed when the time is over, or somebody waits.
_CONFIRMING = 20.0

#: In what share of the time it is tried, at most, which setting each key of a file feeds.
_FEEDING = 0.25

#: So many names are shown of what cannot be set.
_NAMES = 5


@dataclass
class Course:
    """One audit; a context, for places behind files have engines of their own.

    Attributes
    ----------
    request, target, there, ground, engine
        What is asked, the program, as it is in the other environment if there is one, where it
        runs, and by what.
    told
        Called with how far it is.
    started
        When, by ``time.monotonic()``.
    results
        What was tried at the place, and what became of it.
    tries, planned
        How many command lines were typed, and were to be.
    ended
        What ended it early, empty for nothing.
    """

    request: Request
    target: Target
    there: Target | None
    ground: Ground
    engine: Engine
    told: Told
    started: float
    results: dict[int, tuple[Try, Arrived]] = field(default_factory=dict)
    tries: int = 0
    planned: int = 0
    ended: str = ""
    found: settings.Found = field(init=False)
    files: Files = field(init=False)
    trips: Trips = field(init=False)
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def left(self) -> float | None:
        """The seconds that are left of ``--max-time``."""
        most = self.request.max_time
        return None if most is None else self.started + most - time.monotonic()

    # -- what there is
    def settle(self) -> None:
        """Find out what can be set and how it is spelt, and which files are read."""
        self.told(Progress("settings"))
        before = self.engine.as_given
        self.tries += len(before)
        self.found = settings.found(self.target, self.request, self._ask, before)
        self.files = self._stack.enter_context(
            Files(self.request, self.target, self.engine, self.found, self.ground)
        )
        if self.request.files:
            self.told(Progress("files"))
            self.files.look()
        self.trips = self._trips()

    def _trips(self) -> Trips:
        request, settings_ = self.request, self.found.settings
        return Trips(
            self.target,
            request,
            self.found,
            Runs(self.target, settings_, self.ground, request),
            self._facts(),
            environments.across(
                request, self.target, self.there, settings_, self.ground
            ),
            lambda: self.left is not None and self.left <= 0,
        )

    def require_settings(self) -> None:
        """Require a stated place to which something comes that can be typed, or stands in a file.

        Raises
        ------
        UserError
            If there is nothing: then nothing would be tried.
        """
        found = self.found
        if self.request.at is None or found.settings or self.files.stages:
            return
        names = [*found.not_settable, *found.ignored]
        shown = f"{', '.join(names[:_NAMES])}{' …' if len(names) > _NAMES else ''}"
        there = (
            f"what is there ({shown}) has no spelling that is known" if names else ""
        )
        raise UserError(
            f"--at {self.request.at}: no setting arrives at {self.target.spot.at}, "
            f"{there or 'where there is no variable'}; expected a place behind the one where words "
            "become values, or --set NAME=TEMPLATE for how one is typed"
        )

    def _ask(self, lines: Sequence[tuple[str, ...]]) -> list[Arrived]:
        arrived = self.engine.ask(lines)
        self.tries += len(lines)
        return arrived

    # -- what is tried
    def save(self) -> None:
        """Save runs and restore them, if that was asked."""
        if self.request.saves:
            self.told(Progress("saved runs"))
            self.trips.make(self.engine.run)
            self.tries += self.trips.count

    def try_all(self) -> None:
        """Try what is typed, then settings that change others, then what is written into files.

        Before all, which setting each key of a file feeds: what is told of words depends on it.
        """
        typed, before = self._typed(), self.tries
        self._try_files(self.files.feed, _FEEDING)
        self._try(typed)
        self._try(
            pairing.pairs(
                self.target,
                self.found.settings,
                tuple(self.results.values()),
                self.request.seed,
            )
        )
        self._try_files(self.files.make)
        self.planned = before + len(typed) + self.files.planned

    def listed(self) -> list[Try]:
        """Return what would be typed and written."""
        return [*self._typed(), *self.files.listed()]

    def _typed(self) -> list[Try]:
        request = self.request
        return plan.tries(
            self.target, self.found.settings, request.seed, more=request.more
        )

    def _try(self, planned: Sequence[Try]) -> None:
        """Try what is planned, until the time is over or somebody ends it."""
        with self._endable():
            for number, (tried, arrived) in enumerate(self._run(planned), start=1):
                # One that comes again was run again, freshly.
                self.results[id(tried)] = tried, arrived
                of = max(len(planned), number)
                self.told(Progress("tries", number, of))

    def _try_files(self, make: Callable[[Run], None], share: float = 1) -> None:
        """Try something in files, until a share of the time is over or somebody ends it."""
        until = None if self.left is None else time.monotonic() + self.left * share

        def run(
            engine: Engine, planned: Sequence[Try]
        ) -> Iterator[tuple[Try, Arrived]]:
            if until is not None and time.monotonic() > until:
                return
            for number, result in enumerate(self._run(planned, engine), start=1):
                self.told(Progress("files", number, len(planned)))
                yield result
                if until is not None and time.monotonic() > until:
                    return

        with self._endable():
            make(run)

    def _run(
        self, planned: Sequence[Try], engine: Engine | None = None
    ) -> Iterator[tuple[Try, Arrived]]:
        """Yield what becomes of tries, until the time is over; nothing after an end."""
        if self.ended or not planned:
            return
        for result in (engine or self.engine).run(planned):
            self.tries += 1
            yield result
            if self.left is not None and self.left <= 0:
                self.ended = "--max-time"
                break

    @contextlib.contextmanager
    def _endable(self) -> Iterator[None]:
        try:
            yield
        except interruption.Interrupted:
            if not self.results:
                raise
            interruption.answered()
            self.ended = CTRL_C

    # -- what is judged
    def facts(self) -> rules.Facts:
        """Return what is judged, searched further if that was asked."""
        results = tuple(self.results.values())
        found = replace(
            self._facts(),
            results=results,
            unstable=self.found.unstable | both.unsteady(results),
            trips=tuple(self.trips.results),
            fed=self.files.fed,
        )
        return self._searched(found) if self.request.more else found

    def _facts(self) -> rules.Facts:
        """Return what is known before anything is tried."""
        return rules.Facts(
            self.target,
            {each.name: each for each in self.found.settings},
            (),
            Sources(self.target),
            self.found.unstable,
            handed_on=remainder.handed_on(self.target.spot),
            other=self.there,
        )

    def _searched(self, facts: rules.Facts) -> rules.Facts:
        """Search further, and return the facts with what came of it."""

        def run(lines: Sequence[Try]) -> list[tuple[Try, Arrived]]:
            self.told(Progress("searching further"))
            return list({id(result[0]): result for result in self._run(lines)}.values())

        more: list[tuple[Try, Arrived]] = []
        with self._endable():
            more = searching.searched(
                self.target,
                self.found.settings,
                run,
                lambda *result: rules.is_error(facts, result),
                self.request.seed,
            )
        return replace(facts, results=(*facts.results, *more))

    def confirmed(
        self, facts: rules.Facts, asked: Collection[str] | None, apart: grouping.Apart
    ) -> grouping.Grouped:
        """Judge what arrived, and confirm each finding in fresh processes."""
        self.told(Progress("confirming"))
        until = time.monotonic() + _CONFIRMING if self.ended else None

        def grouped(
            of: rules.Facts, seen: list[Observation], fresh: grouping.Confirm
        ) -> grouping.Grouped:
            return grouping.grouped(
                of,
                seen,
                fresh,
                apart=apart,
                seed=self.request.seed,
                jobs=self.engine.jobs,
                until=until,
            )

        of_files = [
            (stage.facts(), stage.standing(stage.judged(asked)))
            for stage in self.files.stages
        ]
        beaten = {
            name
            for _, seen in of_files
            for each in seen
            if each.rule == BEATEN
            for name in each.settings
        }
        observed = rules.judged(facts, asked)
        told = [each for each in observed if not is_lost_to(each, beaten)]
        return grouping.joined(
            [
                grouped(facts, told, self._fresh),
                *(grouped(*each, self.files.fresh) for each in of_files),
            ]
        )

    def _fresh(self, tried: Try) -> Arrived:
        if tried.act in TRIPS:
            return self.trips.again(tried)
        return self.engine.fresh(tried)

    # -- what is told
    def audit(
        self,
        facts: rules.Facts,
        judged: grouping.Grouped,
        asked: Collection[str] | None,
    ) -> Audit:
        """Return all that was found."""
        found, files = self.found, self.files
        results = (*facts.results, *facts.trips, *files.results)
        return Audit(
            target=files.whole,
            settings=tuple(found.settings),
            tries=self.tries,
            seconds=time.monotonic() - self.started,
            not_settable=tuple(found.not_settable),
            ignored=found.ignored,
            findings=judged.findings,
            notes=(
                *environments.noted(self.there),
                *files.unplaced,
                *self.ground.notes,
                *self.engine.notes,
                *found.notes,
                *self.trips.notes,
                *files.told,
                *files.notes,
                *files.cut,
                *judged.notes,
            ),
            clean=rules.clean(judged.findings, asked),
            ended=self.ended,
            planned=max(self.planned, self.tries),
            ran=self.ground.kind,
            results=results if self.request.every else (),
            unconfirmed=judged.unconfirmed,
        )

    def masked(self, text: str) -> str:
        """Return a text without secrets, and without our folders."""
        return self.files.masked(self.trips.masked(self.ground.masked(text)))
