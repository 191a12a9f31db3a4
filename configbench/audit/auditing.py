"""One audit, from a command line to findings: each step is another module's."""

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from configbench import interruption
from configbench.audit import grouping, rules
from configbench.audit.configs.trying import Files
from configbench.audit.engine import Engine
from configbench.audit.ground import Ground, laid
from configbench.audit.masking import masked
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
from configbench.audit.target import discovery
from configbench.errors import UserError
from configbench.progress import Progress, Told

#: Seconds that findings may take to be confirmed when the time is over, or somebody waits.
_CONFIRMING = 20.0

#: So many names are shown of what cannot be set.
_NAMES = 5


def audit(
    request: Request,
    told: Told = lambda _: None,
    asked: Collection[str] | None = None,
    apart: grouping.Apart = grouping.together,
) -> Audit:
    """Audit a program.

    Told once to end (Ctrl-C), it judges and confirms what it has so far.

    Parameters
    ----------
    request
        What a user asks for.
    told
        Called with how far it is.
    asked
        Ids of the rules that are asked, if not all: what no one asks is not confirmed either.
    apart
        What of the settings of one finding is told by itself: what somebody lives with.

    Raises
    ------
    UserError
        If it cannot look: one sentence says why, and what to do.
    KeyboardInterrupt
        If it was told to end before anything was tried, or twice.
    """
    started = time.monotonic()
    if request.more:
        searching.required()
    told(Progress("looking for the place"))
    with laid(request) as ground, _in_time(request, started) as settled_in_time:
        target = discovery.discover(request, ground)
        there = environments.there(request, target, ground)
        with both.begun(request, target, there, ground) as engine, ExitStack() as stack:
            run = _Run(request, target, engine, told, started, there)
            found = run.settled()
            files = stack.enter_context(run.files(found, ground))
            settled_in_time()
            if not files.stages:
                _require_settings(request, target, found)
            trips = run.saved(found, ground)
            planned = plan.tries(
                target, found.settings, request.seed, more=request.more
            )
            whole = run.tries + len(planned)
            run.try_files(files)
            whole += files.planned
            run.try_all(planned)
            run.try_all(run.paired(found))
            facts = rules.Facts(
                target,
                {each.name: each for each in found.settings},
                tuple(run.results.values()),
                Sources(target),
                found.unstable | both.unsteady(tuple(run.results.values())),
                handed_on=remainder.handed_on(target.spot),
                trips=tuple(trips.results),
                other=there,
            )
            if request.more:
                facts = run.searched(found, facts)
            judged = run.confirmed(facts, asked, apart, trips, files)
            told_of = Audit(
                target=files.whole,
                settings=tuple(found.settings),
                tries=run.tries,
                seconds=time.monotonic() - started,
                not_settable=tuple(found.not_settable),
                ignored=found.ignored,
                findings=judged.findings,
                notes=(
                    *environments.noted(there),
                    *ground.notes,
                    *engine.notes,
                    *found.notes,
                    *trips.notes,
                    *files.told,
                    *files.notes,
                    *files.cut,
                    *judged.notes,
                ),
                clean=rules.clean(judged.findings, asked),
                ended=run.ended,
                planned=max(whole, run.tries),
                ran=ground.kind,
                results=(*facts.results, *facts.trips, *files.results)
                if request.every
                else (),
                unconfirmed=judged.unconfirmed,
            )
        return masked(
            told_of, lambda text: files.masked(trips.masked(ground.masked(text)))
        )


def settled(
    request: Request, told: Told = lambda _: None
) -> tuple[Target, settings.Found, list[Try]]:
    """Return what an audit would try, for ``--list``: nothing is judged."""
    started = time.monotonic()
    told(Progress("looking for the place"))
    with laid(request) as ground, _in_time(request, started):
        target = discovery.discover(request, ground)
        with Engine(target, ground, request) as engine, ExitStack() as stack:
            run = _Run(request, target, engine, told, started)
            found = run.settled()
            files = stack.enter_context(run.files(found, ground))
            written = files.listed()
        planned = plan.tries(target, found.settings, request.seed, more=request.more)
        return masked(
            (target, found, [*planned, *written]),
            lambda text: files.masked(ground.masked(text)),
        )


@contextlib.contextmanager
def _in_time(request: Request, started: float) -> Iterator[Callable[[], None]]:
    """Have the place and the settings found within ``--max-time``; yields what tells that they are.

    What is tried from then on ends by itself, with what was found.
    """
    most = request.max_time
    left = None if most is None else max(started + most - time.monotonic(), 0)
    try:
        with interruption.within(left) as done:
            yield done
    except TimeoutError as error:
        raise UserError(
            f"--max-time, {most:g} s, was over before anything was tried: while the place and the "
            "settings were looked for; expected more"
        ) from error


def _require_settings(request: Request, target: Target, found: settings.Found) -> None:
    """Refuse a stated place to which nothing comes that can be typed: nothing would be tried."""
    if request.at is None or found.settings:
        return
    names = [*found.not_settable, *found.ignored]
    shown = f"{', '.join(names[:_NAMES])}{' …' if len(names) > _NAMES else ''}"
    there = f"what is there ({shown}) has no spelling that is known" if names else ""
    raise UserError(
        f"--at {request.at}: no setting arrives at {target.spot.at}, "
        f"{there or 'where there is no variable'}; expected a place behind the one where words "
        "become values, or --set NAME=TEMPLATE for how one is typed"
    )


@dataclass
class _Run:
    """What one audit has tried so far."""

    request: Request
    target: Target
    engine: Engine
    told: Told
    started: float
    there: Target | None = None
    results: dict[int, tuple[Try, Arrived]] = field(default_factory=dict)
    tries: int = 0
    ended: str = ""

    @property
    def left(self) -> float | None:
        """The seconds that are left of ``--max-time``."""
        most = self.request.max_time
        return None if most is None else self.started + most - time.monotonic()

    def settled(self) -> settings.Found:
        """Find out what can be set, and how it is spelt."""
        self.told(Progress("settings"))
        before = self.engine.as_given
        self.tries += len(before)
        return settings.found(self.target, self.request, self._ask, before)

    def saved(self, found: settings.Found, ground: Ground) -> Trips:
        """Save runs and restore them, if that was asked."""
        runs = Runs(self.target, found.settings, ground, self.request)
        known = {each.name: each for each in found.settings}
        facts = rules.Facts(
            self.target, known, (), Sources(self.target), found.unstable
        )
        across = environments.across(
            self.request, self.target, self.there, found.settings, ground
        )
        trips = Trips(
            self.target, self.request, found, runs, facts, across, self._is_over
        )
        if self.request.saves:
            self.told(Progress("saved runs"))
            trips.make(self.engine.run)
            self.tries += trips.count
        return trips

    def files(self, found: settings.Found, ground: Ground) -> Files:
        """Find the files that the program reads, if they are asked for."""
        files = Files(self.request, self.target, self.engine, found, ground)
        if self.request.files:
            self.told(Progress("files"))
            files.look()
        return files

    def try_files(self, files: Files) -> None:
        """Try what is written into files, until half of the time is over or somebody ends it."""
        until = None if self.left is None else time.monotonic() + self.left / 2

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
            files.make(run)

    def _is_over(self) -> bool:
        return self.left is not None and self.left <= 0

    def _ask(self, lines: Sequence[tuple[str, ...]]) -> list[Arrived]:
        arrived = self.engine.ask(lines)
        self.tries += len(lines)
        return arrived

    def try_all(self, planned: Sequence[Try]) -> None:
        """Try what is planned, until the time is over or somebody ends it."""
        with self._endable():
            for number, (tried, arrived) in enumerate(self._run(planned), start=1):
                # One that comes again was run again, freshly.
                self.results[id(tried)] = tried, arrived
                of = max(len(planned), number)
                self.told(Progress("tries", number, of))

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

    def paired(self, found: settings.Found) -> list[Try]:
        """Return lines of settings that were seen to change each other."""
        results = tuple(self.results.values())
        return pairing.pairs(self.target, found.settings, results, self.request.seed)

    def searched(self, found: settings.Found, facts: rules.Facts) -> rules.Facts:
        """Search further, and return the facts with what came of it."""

        def run(lines: Sequence[Try]) -> list[tuple[Try, Arrived]]:
            self.told(Progress("searching further"))
            return list({id(result[0]): result for result in self._run(lines)}.values())

        more: list[tuple[Try, Arrived]] = []
        with self._endable():
            more = searching.searched(
                self.target,
                found.settings,
                run,
                lambda *result: rules.is_error(facts, result),
                self.request.seed,
            )
        return replace(facts, results=(*facts.results, *more))

    @contextlib.contextmanager
    def _endable(self) -> Iterator[None]:
        try:
            yield
        except interruption.Interrupted:
            if not self.results:
                raise
            interruption.answered()
            self.ended = CTRL_C

    def confirmed(
        self,
        facts: rules.Facts,
        asked: Collection[str] | None,
        apart: grouping.Apart,
        trips: Trips,
        files: Files,
    ) -> grouping.Grouped:
        """Judge what arrived, and confirm each finding in fresh processes."""
        self.told(Progress("confirming"))
        until = time.monotonic() + _CONFIRMING if self.ended else None
        observed = rules.judged(facts, asked)

        def fresh(tried: Try) -> Arrived:
            return (
                trips.again(tried) if tried.act in TRIPS else self.engine.fresh(tried)
            )

        def grouped(of: rules.Facts, seen: list[Observation]) -> grouping.Grouped:
            return grouping.grouped(
                of,
                seen,
                files.fresh if of is not facts else fresh,
                apart=apart,
                seed=self.request.seed,
                jobs=self.engine.jobs,
                until=until,
            )

        of_files = [
            (stage.facts(), stage.standing(stage.judged(asked)))
            for stage in files.stages
        ]
        beaten = {
            name
            for _, seen in of_files
            for each in seen
            if each.rule == BEATEN
            for name in each.settings
        }
        told = [each for each in observed if not is_lost_to(each, beaten)]
        return grouping.joined(
            [grouped(facts, told), *(grouped(*each) for each in of_files)]
        )
