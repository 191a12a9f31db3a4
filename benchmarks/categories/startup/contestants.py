"""Who is started: the control, the rows, and the twins, each made ready for a case.

What a program does is looked at before it is timed: a fast wrong answer is none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import core, running
from benchmarks.categories.overrides.cases import cases
from benchmarks.categories.overrides.words import Words, words
from benchmarks.categories.startup.cases import DEFAULT, FIVE, MISTAKE, RERUN, StartCase
from benchmarks.categories.startup.jobs import LIMITS, Job
from benchmarks.category import attempt
from benchmarks.cells import Judgement
from benchmarks.copying import copy_row
from benchmarks.dialect import load
from benchmarks.interleaved import Rounds, net
from benchmarks.judging import compare, judge_mistake, judge_request
from benchmarks.outcomes import Outcome
from benchmarks.paths import CONTROL
from benchmarks.registry import CONTROL_NAME, Adapter, control
from benchmarks.rerun import Saved, carry
from benchmarks.running import Manner, Probe, Record
from configbench.errors import UserError
from configbench.workplace import Workplace, workplace

#: The contestant of ``with_torch`` that imports torch and does nothing else.
IMPORT_NAME = "import torch"
TWIN = "+twin"
#: Rows that are copied to know what a program differs from itself: a light one and a heavy one.
TWINNED = ("argparse", "hydra")

#: The task of the overrides whose words make the mistake.
_MISSPELT = "misspelt_key"


def misspelling(row: Adapter) -> Words:
    """Return a row's words for the mistake; the errors are those of the overrides."""
    return words(row, cases()[_MISSPELT])


def twins(rows: Sequence[Adapter]) -> dict[str, str]:
    """Return the original of each twin: of a light and of a heavy row, or else of the last."""
    names = [row.name for row in rows]
    twinned = [name for name in names if name in TWINNED] or names[-1:]
    return {name + TWIN: name for name in twinned}


def names(rows: Sequence[Adapter]) -> list[str]:
    """Return the names of all that is started with nothing changed."""
    return [CONTROL_NAME, *(row.name for row in rows), *twins(rows)]


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

    Raises
    ------
    UserError
        If two contestants have one name.
    """

    def __init__(self, rows: Sequence[Adapter], folder: Path, rounds: Rounds) -> None:
        _require_different([*names(rows), IMPORT_NAME])
        self.rows: Mapping[str, Adapter] = {row.name: row for row in rows}
        self.twins = twins(rows)
        self._folder = folder
        self._rounds = rounds
        self._manner = Manner(fresh=True, limits=LIMITS)
        self._first_runs: dict[str, tuple[Record, Saved | Exception]] = {}

    def entries(self, case: StartCase) -> dict[str, Entry]:
        """Make everybody ready for a case."""
        bare = control().binaries
        entries: dict[str, Entry] = {
            CONTROL_NAME: Job(CONTROL, judged=case.control, binaries=bare)
        }
        if case.row == "after":
            entries[IMPORT_NAME] = Job(None, judged="import", binaries=bare)
        for name, row in self.rows.items():
            entries[name] = net(self._ready, case, row)
        if case.twins:
            for name, original in self.twins.items():
                entries[name] = net(self._twin, self.rows[original])
        return entries

    def _twin(self, row: Adapter) -> Job:
        copied = copy_row(row, self._folder / "twins")
        return replace(self._plain(DEFAULT, row), program=copied)

    def _ready(self, case: StartCase, row: Adapter) -> Job | NotTimed:
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
