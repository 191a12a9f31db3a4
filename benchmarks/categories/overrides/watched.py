"""Through whose hands a case goes: who parsed its words, read its files, printed, refused."""

from dataclasses import replace

from benchmarks import running
from benchmarks.categories.overrides.cases import Asked, Case
from benchmarks.categories.overrides.facts import Trial
from benchmarks.categories.overrides.words import words as words_of
from benchmarks.dialect import load
from benchmarks.errors import ProgramError
from benchmarks.parties.callers import Handled, summed, taken, watching
from benchmarks.registry import Adapter
from configbench.workplace import workplace


def hands(
    row: Adapter, case: Case, ended: tuple[int | None, int] | None = None
) -> list[Handled]:
    """Run a case as it is typed, and return who handled what of it.

    Where the last run was refused in time, that is whoever raised the error.  Else of a run before
    the saved config counts; of the last the files that it reads in its place, where an output is
    asked for what it prints, and its words, unless all that they say is which file to read; and the
    variables of the environment that are the case's own.

    Parameters
    ----------
    row, case
        What is run.
    ended
        The exit code, and how often the core is reached, where nobody watches: a program that does
        not take a watched word for one is watched without.

    Raises
    ------
    RowError
        If there are no words for it.
    ProgramError
        If nobody was seen; a ``ForeignInputError`` if the run has changed what was told of it.
    """
    trial = Trial(case, words_of(row, case), row.command, load(row), {}).tried[0]
    seen, found = _watched(row, trial, apart=True)
    if ended not in {None, (seen.finished.exit, len(seen.reached))}:
        seen, found = _watched(row, trial, apart=False)
    if not trial.words.script and not found:
        raise ProgramError("nobody was seen at its words or files")
    return found


def _watched(
    row: Adapter, trial: Trial, *, apart: bool
) -> tuple[running.Probe, list[Handled]]:
    """Run a trial and watch; return the last run, and who handled what."""
    case, found = trial.case, list[Handled]()
    with workplace() as place:
        manner = trial.lay_out(place)
        left = len(trial.words.before)
        for words in trial.words.split(place):
            environ = {**manner.environ, **watching(place, apart=apart)}
            seen = running.probe(row, words, place, replace(manner, environ=environ))
            every = taken(place)
            if left:
                saved = [each for each in every if trial.dialect.left_in([each.file])]
                found += summed(row, saved, place, ("written",))
                left -= 1
    # What was refused late, whoever saved had let pass.
    late = seen.reached or trial.dialect.left_in(seen.files)
    refused = seen.finished.exit and not late
    if refused and (raised := summed(row, every, place, ("refused",))):
        return seen, raised
    found += (read := summed(row, every, place, ("read",)))
    if not (case.trains or seen.reached):
        found += summed(row, every, place, ("printed",))
    if not read or _sets(case.asked):
        found += summed(row, every, place, ("words",))
    named = [each for each in every if each.file in trial.words.env]
    found += summed(row, named, place, ("variable",))
    return seen, found


def _sets(asked: Asked) -> bool:
    """Whether the words of a case say more than which file to read."""
    files = asked.config or asked.absent or asked.torn or asked.restored
    return bool(asked.settings or asked.unvalued or asked.line or not files)
