"""Who is started: the control, the rows, and the twins, each made ready for a case.

What a program does is looked at before it is timed: a fast wrong answer is none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import core, running
from benchmarks.categories.overrides.cases import cases
from benchmarks.categories.overrides.words import Words, words
from benchmarks.categories.startup.cases import (
    FIVE,
    FRAMEWORK,
    MISTAKE,
    RERUN,
    StartCase,
)
from benchmarks.categories.startup.doubts import Unseen, untrue
from benchmarks.categories.startup.jobs import LIMITS, Job
from benchmarks.category import attempt
from benchmarks.cells import Judgement
from benchmarks.copying import copy_row
from benchmarks.dialect import load
from benchmarks.errors import RowError
from benchmarks.interleaved import Rounds, net
from benchmarks.judging import compare, judge_mistake, judge_request
from benchmarks.outcomes import Outcome
from benchmarks.paths import CONTROL, relative
from benchmarks.registry import CONTROL_NAME, Adapter, control
from benchmarks.rerun import Saved, carry
from benchmarks.running import Manner, Probe, Record
from benchmarks.unseen import Telling
from configbench.errors import UserError
from configbench.timing.rounds import Samples
from configbench.workplace import Workplace, workplace

TWIN = "+twin"
#: What a process has imported that has torch.
_TORCH = "torch"
#: Rows that are copied to know what a program differs from itself: a light one and a heavy one.
TWINNED = ("argparse", "hydra")

#: The task of the overrides whose words make the mistake.
_MISSPELT = "misspelt_key"


def misspelling(row: Adapter) -> Words:
    """Return a row's words for the mistake; the errors are those of the overrides."""
    return words(row, cases()[_MISSPELT])


def twins(rows: Sequence[Adapter], most: int = len(TWINNED)) -> dict[str, str]:
    """Return the original of each twin: of a light and of a heavy row, or else of the last."""
    names = [row.name for row in rows]
    twinned = [name for name in TWINNED if name in names] or names[-1:]
    return {name + TWIN: name for name in twinned[:most]}


def names(rows: Sequence[Adapter]) -> list[str]:
    """Return the names of all that is started with nothing changed."""
    return [CONTROL_NAME, *(row.name for row in rows), *twins(rows)]


def framework(row: Adapter) -> str:
    """Return the module of the framework that a row comes with; nothing where it comes with none.

    Raises
    ------
    RowError
        If its environment does not bring that.
    """
    module = row.comes_with.replace("-", "_")
    if module and module not in row.environment.modules_by([row.comes_with]):
        raise RowError(
            f"{relative(row.file('adapter.toml'))}: comes_with is {row.comes_with!r}; "
            f"requirements bring no such distribution with a module {module!r}"
        )
    return module


@dataclass(frozen=True)
class Heat:
    """Who is started in the same rounds of a case.

    Attributes
    ----------
    name
        Of the rounds.
    rows
        Those that take part.
    control
        What the program without a library is called here.
    twins
        The original of each twin.
    imports
        What each process has imported before its program begins.
    """

    name: str
    rows: Sequence[Adapter]
    control: str = CONTROL_NAME
    twins: Mapping[str, str] = field(default_factory=dict)
    imports: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """All that are started in it."""
        return [self.control, *(row.name for row in self.rows), *self.twins]

    @property
    def binaries(self) -> Path:
        """The folder of the control's interpreter: a row's, where that brings the framework."""
        own = self.control == CONTROL_NAME
        return (control() if own else self.rows[0]).binaries


def heats(case: StartCase, rows: Sequence[Adapter]) -> list[Heat]:
    """Return who is started beside whom: all, or those of one framework with its control."""
    if case is not FRAMEWORK:
        imports = (_TORCH,) if case.row == "after" else ()
        beside = twins(rows, case.twins)
        return [Heat(case.name, rows, twins=beside, imports=imports)]
    theirs: dict[str, list[Adapter]] = {}
    for row in rows:
        if row.comes_with:
            theirs.setdefault(row.comes_with, []).append(row)
    return [
        Heat(
            f"{case.name}/{each}",
            those,
            control=f"{CONTROL_NAME}+{each}",
            imports=(_TORCH, each.replace("-", "_")),
        )
        for each, those in theirs.items()
    ]


@dataclass(frozen=True)
class NotTimed:
    """A row that does something else than asked, and so gets no time: how that is judged."""

    judged: Judgement


#: What comes of making a contestant ready: a job, or why there is none.
Entry = Job | NotTimed | Exception


class Contestants:
    """The programs that are started, by case and name.

    Parameters
    ----------
    rows
        Their libraries installed.
    folder
        For copies and saved runs, as long as anything is started.
    rounds
        Is told the seconds that programs took.

    Attributes
    ----------
    doubts
        Why times of a contestant cannot be true, as far as it was timed; by name.

    Raises
    ------
    UserError
        If two contestants have one name.
    """

    def __init__(self, rows: Sequence[Adapter], folder: Path, rounds: Rounds) -> None:
        theirs = [heat.control for heat in heats(FRAMEWORK, rows)]
        _require_different([*names(rows), *theirs])
        self.rows: Mapping[str, Adapter] = {row.name: row for row in rows}
        self._folder = folder
        self._rounds = rounds
        self._manner = Manner(fresh=True, limits=LIMITS)
        self.doubts: dict[str, str] = {}
        self._telling: Telling | None = None
        self._first_runs: dict[str, tuple[Record, Saved | Exception]] = {}

    def heats(self, case: StartCase) -> list[Heat]:
        """Return who is started beside whom in a case."""
        return heats(case, [*self.rows.values()])

    def entries(self, case: StartCase, heat: Heat) -> dict[str, Entry]:
        """Make everybody ready for a heat of a case."""
        bare = Job(CONTROL, judged=case.control, binaries=heat.binaries)
        ready: dict[str, Entry] = {heat.control: bare}
        ready |= {row.name: net(self._ready, case, row) for row in heat.rows}
        for name, original in heat.twins.items():
            ready[name] = net(self._twin, case, self.rows[original])
        return {
            name: replace(each, imports=heat.imports) if isinstance(each, Job) else each
            for name, each in ready.items()
        }

    def otherwise(
        self,
        case: StartCase,
        heat: Heat,
        jobs: Mapping[str, Job],
        samples: Mapping[str, Samples],
    ) -> dict[str, str]:
        """Return why times of rows and twins are not believed, by name; nothing of the others."""
        found = {}
        control = samples[heat.control]
        for name, job in jobs.items():
            if name == heat.control or samples[name].fault or control.fault:
                continue
            row, own = self.rows[heat.twins.get(name, name)], samples[name]
            unseen = net(self._unseen, case, name, job, row)
            if isinstance(unseen, Unseen):
                told, seconds = untrue(own, control, job.start, unseen.start)
                self._rounds.children += seconds
            else:
                # A row that cannot be copied is not tried, and not believed.
                told = str(unseen) if isinstance(unseen, RowError) else ""
            if told:
                found[name] = told
        return found

    def _unseen(self, case: StartCase, name: str, job: Job, row: Adapter) -> Unseen:
        folder = self._folder / "unseen"
        if self._telling is None:
            folder.mkdir()
            self._telling = Telling.made(folder)
        return Unseen.made(job, row, self._telling, folder / f"{case.name}-{name}")

    def _twin(self, case: StartCase, row: Adapter) -> Job:
        copied = copy_row(row, self._folder / "twins" / case.name)
        return replace(self._plain(case, row), program=copied)

    def _ready(self, case: StartCase, row: Adapter) -> Job | NotTimed:
        if case is FRAMEWORK:
            framework(row)
        if case is FIVE:
            return self._five(row)
        if case is MISTAKE:
            return self._mistaken(row)
        if case is RERUN:
            return self._rerun(row)
        if case.row == "help":
            return _job(row, ("--help",), judged=case.row)
        return self._plain(case, row)

    def _plain(self, case: StartCase, row: Adapter) -> Job:
        return _job(row, judged=case.row, saved=load(row).saved)

    def _five(self, row: Adapter) -> Job | NotTimed:
        dialect = load(row)
        words = dialect.words(core.FIVE)
        probe = self._probe(row, words)
        defaults, _ = self._first(row)
        judged = judge_request(probe, core.literals(core.FIVE), defaults)
        return _timed(judged, _job(row, words, saved=dialect.saved))

    def _rerun(self, row: Adapter) -> Job | NotTimed:
        dialect = load(row)
        first, saved = self._first(row)
        if isinstance(saved, Exception):
            raise saved
        words = dialect.restore(saved.path)
        probe = self._probe(row, words)
        if len(probe.reached) == 1:
            judged: Judgement = compare(probe.reached[0], first, set())
        else:
            judged = judge_request(probe, {}, first)
        path = str(saved.path)
        carried = saved.path if any(path in word for word in words) else None
        job = _job(row, words, saved=dialect.saved, carried=carried)
        return _timed(judged, job)

    def _mistaken(self, row: Adapter) -> Job | NotTimed:
        misspelt = misspelling(row)
        with workplace() as place:
            place.write(misspelt.files)
            *_, words = misspelt.split(place)
            probe = self._probe(row, words, place)
        judged = judge_mistake(probe, saved=load(row).left_in(probe.files))
        if judged.outcome is not Outcome.RIGHT:
            return NotTimed(replace(judged, cause=misspelt.cause))
        return _job(row, words, judged="mistake", files=misspelt.files)

    def _first(self, row: Adapter) -> tuple[Record, Saved | Exception]:
        """Run once with nothing changed; return the record, and the saved config in our folder."""
        if row.name not in self._first_runs:
            with workplace() as place:
                probe = self._probe(row, (), place)
                record = probe.once(f"{row.name} without words")
                target = Workplace(self._folder / "saved" / row.name)
                target.base.mkdir(parents=True)
                saved = attempt(carry, load(row), place, target)
            self._first_runs[row.name] = record, saved
        return self._first_runs[row.name]

    def _probe(
        self, row: Adapter, words: Sequence[str], place: Workplace | None = None
    ) -> Probe:
        # Fresh: a zygote that idles beside the timed programs would be a load of ours.
        probe = running.probe(row, words, place, self._manner)
        self._rounds.children += probe.finished.seconds
        return probe


def _job(row: Adapter, words: Sequence[str] = (), **more: Any) -> Job:
    return Job(row.program, tuple(words), binaries=row.binaries, **more)


def _timed(judged: Judgement, job: Job) -> Job | NotTimed:
    """Return the job where a row does what it says: an equal value of another type is no other."""
    same = judged.outcome in {Outcome.RIGHT, Outcome.TYPE_CHANGED}
    return job if same else NotTimed(judged)


def _require_different(known: Iterable[str]) -> None:
    taken: set[str] = set()
    for name in known:
        if name in taken:
            raise UserError(f"two contestants are called {name!r}; rename a folder")
        taken.add(name)
