"""Through whose hands a case goes: who parsed its words, read its files, printed what is asked."""

from dataclasses import replace

from benchmarks import running
from benchmarks.categories.overrides.cases import Case
from benchmarks.categories.overrides.facts import Trial
from benchmarks.categories.overrides.words import words as words_of
from benchmarks.dialect import load
from benchmarks.parties.callers import Handled, summed, taken, watching
from benchmarks.registry import Adapter
from configbench.workplace import workplace


def hands(row: Adapter, case: Case) -> list[Handled]:
    """Run a case as it is typed, and return who handled what of it.

    Of a run before, the saved config counts; of the last, its words, the files that it reads in its
    place, and, where an output is asked for, what it prints.

    Raises
    ------
    RowError
        If there are no words for it.
    ForeignInputError
        If the run has changed what was told of it.
    """
    trial = Trial(case, words_of(row, case), row.command, load(row), {}).tried[0]
    last = ("words", "read") if case.trains else ("words", "read", "printed")
    found: list[Handled] = []
    with workplace() as place:
        manner = trial.lay_out(place)
        left = len(trial.words.before)
        for words in trial.words.split(place):
            environ = {**manner.environ, **watching(place)}
            running.probe(row, words, place, replace(manner, environ=environ))
            found += summed(
                row,
                [each for each in taken(place) if _counts(trial, each.file, left)],
                place,
                ("written",) if left else last,
            )
            left -= 1
    return found


def _counts(trial: Trial, file: str, left: int) -> bool:
    """Whether a file counts: of a run before, the saved config alone."""
    return not left or trial.dialect.left_in([file])
