"""What an audit tries in the files that a program reads, and what it tells of them.

Values are written into them as people write them, and what arrives is judged at the place where
the program is done with them: its own, if it has read them by then, or one behind it.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from configbench.audit.configs import feeding, files, precedence, saying, tries
from configbench.audit.configs.feeding import Known, Probe
from configbench.audit.configs.files import Config
from configbench.audit.configs.stage import Stage, matching
from configbench.audit.engine import Engine
from configbench.audit.ground import IN_PLACE, Ground, environs
from configbench.audit.model import Arrived, Request, Target, Try
from configbench.audit.planning.settings import Found
from configbench.audit.target import discovery
from configbench.audit.target.leaves import differing
from configbench.errors import UnmeasuredError

#: Of how many settings it is tried who wins, before all are.
_SAMPLE = 3
#: Keys of one program that are tried.
_MOST = 400

#: Runs tries by an engine; what came of each.
Run = Callable[[Engine, Sequence[Try]], Iterable[tuple[Try, Arrived]]]

IN_PLACE_NOTE = "files that are read are not changed: in place they are the user's own"


@dataclass
class Files:
    """The files of one program; a context, for places of their own have engines of their own.

    Attributes
    ----------
    request, target, engine, found, ground
        What is asked, the program at its place, what runs it there, its settings, where it runs.
    stages
        Places at which files are judged.
    notes
        What a user must know, in sentences.
    told
        Who wins over whom, a line for each file.
    planned, tried
        How many tries were to be run, and were.
    """

    request: Request
    target: Target
    engine: Engine
    found: Found
    ground: Ground
    stages: list[Stage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    planned: int = 0
    tried: int = 0
    _unplaced: list[Config] = field(default_factory=list)
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # -- where
    def look(self) -> None:
        """Find the files, and the places at which what stands in them has arrived."""
        here = files.found(self.target, self.request)
        later = files.may_be_read(self.target, self.request)
        if self.ground.kind == IN_PLACE:
            if here.configs or later:
                self.notes.append(IN_PLACE_NOTE)
            return
        self.notes += here.notes
        if here.configs:
            imported = any(each.imported for each in here.configs)
            engine = self._begun(self.target, fresh=True) if imported else self.engine
            self._stage(self.target, engine, here.configs, self.found.unstable)
        if later:
            self._beyond(later, {each.path for each in here.configs})
        self.notes = [*dict.fromkeys(self.notes)]

    def _beyond(self, wanted: Collection[Path], known: Collection[Path]) -> None:
        """Find what is read behind the program's own place, and a place behind that."""
        read = discovery.read_later(
            self.request, self.ground, self.target, wanted, self.engine.seconds
        )
        later = files.found(replace(self.target, reads=read), self.request)
        self.notes += later.notes
        placed = {*known}
        for target in discovery.behind_files(self.request, self.ground, read):
            there = files.found(target, self.request)
            configs = tuple(each for each in there.configs if each.path not in known)
            if any(matching(configs, target)):
                self.notes += there.notes
                imported = any(each.imported for each in configs)
                engine = self._begun(target, fresh=imported)
                self._stage(target, engine, configs, frozenset())
                placed.update(each.path for each in configs)
                break
        self._unplaced += [each for each in later.configs if each.path not in placed]

    def _begun(self, target: Target, *, fresh: bool) -> Engine:
        asked = replace(self.request, fresh=fresh or self.request.fresh)
        return self._stack.enter_context(Engine(target, self.ground, asked))

    def _stage(
        self,
        target: Target,
        engine: Engine,
        configs: tuple[Config, ...],
        unstable: frozenset[str],
    ) -> None:
        again = engine.ask([()])[0]
        if again.reached:
            unstable |= differing(target.leaves, again.leaves)
        settings = {each.name: each for each in self.found.settings}
        known = Known(target, settings, self.request.narrowed, unstable)
        probes = [*feeding.probes(configs, settings)][:_MOST]
        self.planned += len(probes)
        self.stages.append(Stage(target, engine, configs, known, probes))

    # -- what is tried
    def feed(self, run: Run) -> None:
        """Find out which setting each key feeds.

        Parameters
        ----------
        run
            Runs tries; fewer come back if there is no more time.
        """
        for stage in self.stages:
            self._feed(stage, run)

    def make(self, run: Run) -> None:
        """Try what people write, then who wins; before, keys of which it is open what they feed.

        Parameters
        ----------
        run
            As of :meth:`feed`.
        """
        for stage in self.stages:
            self._feed(stage, run)
            if stage.feds:
                self._write(stage, run)
                self._weigh(stage, run)
            self.notes += saying.idle(stage, self.request.cwd)

    def listed(self) -> list[Try]:
        """Return what would be written, for ``--list``: only what each key feeds is tried."""
        seed = self.request.seed
        found: list[Try] = []
        for stage in self.stages:
            self._feed(stage, lambda engine, planned: engine.run(planned))
            planned = tries.tries(stage.feds, seed)
            found += [each.tried for each in tries.sample(planned, seed)]
        return found

    def _ran(
        self, stage: Stage, run: Run, planned: Sequence[Try]
    ) -> list[tuple[Try, Arrived]]:
        # The last of what comes twice was run again, freshly.
        last = {id(each[0]): each for each in run(stage.engine, planned)}
        self.tried += len(last)
        # In the order of the files, whichever was done first.
        return [last[id(each)] for each in planned if id(each) in last]

    def _anew(
        self, stage: Stage, run: Run, planned: Sequence[Try]
    ) -> list[tuple[Try, Arrived]]:
        """Run tries that were not planned before."""
        self.planned += len(planned)
        return self._ran(stage, run, planned)

    def _feed(self, stage: Stage, run: Run) -> None:
        """Find out which setting each key feeds, of those that were not tried yet."""
        idle = self._probe(stage, run, stage.waiting)
        again = [*feeding.emptied(idle)]
        self.planned += len(again)
        if again:
            asked = {id(each.key) for each in again}
            asked.difference_update(
                id(each.key) for each in self._probe(stage, run, again)
            )
            idle = [each for each in idle if id(each.key) not in asked]
        stage.idle += idle

    def _probe(self, stage: Stage, run: Run, probes: Sequence[Probe]) -> list[Probe]:
        """Try probes, and add what they feed; return those that move nothing."""
        by_try = {id(each.tried): each for each in probes}
        became = self._ran(stage, run, [each.tried for each in probes])
        tried = [(by_try[id(one)], arrived) for one, arrived in became]
        stage.done.update(id(one) for one, _ in became)
        for _, arrived in became:
            if arrived.reached:
                stage.moved |= differing(stage.target.leaves, arrived.leaves)
        feds, idle = feeding.fed(stage.known, tried, stage.feds)
        stage.feds += feds
        return idle

    def _write(self, stage: Stage, run: Run) -> None:
        seed = self.request.seed
        stage.prefer(self._anew(stage, run, stage.names(seed)))
        planned = tries.tries(stage.feds, seed)
        if not self.request.more:
            drawn = [each.tried for each in tries.sample(planned, seed)]
            stage.results += self._anew(stage, run, drawn)
            left = stage.left(planned, drawn)
        else:
            left = [each.tried for each in planned]
        stage.results += self._anew(stage, run, left)

    def _weigh(self, stage: Stage, run: Run) -> None:
        """Try who wins: a few settings first, and all if a file does."""
        if self.tried < self.planned:
            return
        beside = [*precedence.typed_beside(stage.feds)]
        for part in (beside[:_SAMPLE], beside[_SAMPLE:]):
            stage.results += self._anew(
                stage,
                run,
                [tried for each in part for tried in (each.both, each.alone)],
            )
            if not any(each.rule == "CB112" for each in stage.judged()):
                break
        taken = {*self.ground.variables(), *stage.target.environ}
        place = precedence.Place(stage.engine, stage.target)
        for config in stage.configs:
            feds = [each for each in stage.feds if each.config is config]
            if feds:
                won = precedence.won(feds, beside, stage.results)
                line = precedence.told(place, config, feds, won, taken)
                self.told += [line] if line else []

    @property
    def fed(self) -> frozenset[str]:
        """Names at the program's own place that move, or may, with what stands in a file."""
        here = [each.may_move for each in self.stages if each.target is self.target]
        return frozenset().union(*here) - self.found.unstable

    # -- what is told
    def fresh(self, tried: Try) -> Arrived:
        """Run a try of these in a process of its own.

        Raises
        ------
        UnmeasuredError
            If nothing can be told of it.
        """
        for stage in self.stages:
            if any(tried is each for each, _ in stage.results):
                return stage.as_judged(stage.engine.fresh(tried))
        raise UnmeasuredError("no try of a file")

    def masked(self, text: str) -> str:
        """Return a text without the secrets that stand in the files."""
        for stage in self.stages:
            for config in stage.configs:
                for each in config.secrets:
                    text = text.replace(each, environs.MASK)
        return text

    @property
    def results(self) -> list[tuple[Try, Arrived]]:
        """Each try that is judged, and what became of it."""
        return [each for stage in self.stages for each in stage.results]

    @property
    def whole(self) -> Target:
        """The program at its place, with all files that it reads, those behind it included."""
        reads = [each for stage in self.stages for each in stage.target.reads]
        return replace(
            self.target, reads=tuple(dict.fromkeys((*self.target.reads, *reads)))
        )

    @property
    def unplaced(self) -> tuple[str, ...]:
        """A sentence on the files that are read, and of which nothing is known to arrive."""
        idle = [each for stage in self.stages for each in stage.without]
        return (*saying.unplaced([*idle, *self._unplaced], self.request),)

    @property
    def cut(self) -> tuple[str, ...]:
        """A sentence if the time was over before all was tried."""
        left = self.planned - self.tried
        if not left:
            return ()
        return (
            f"{left} of {self.planned} tries of what is written into files were not run, and what "
            "would have followed from them: there was no time",
        )
