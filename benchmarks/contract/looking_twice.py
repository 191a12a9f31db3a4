"""Whether a row does the same where nobody looks; asked of each row before a run publishes it.

Two command lines are run looked at and not: one that sets many settings, and one that sets a single
one, drawn anew each time, so that no row can know it.
"""

import random
from collections.abc import Iterator, Sequence

from benchmarks import core, unseen
from benchmarks.cells import TROUBLES
from benchmarks.contract.subject import Subject
from benchmarks.errors import AbsentError, ProgramError, RowError, UnsupportedError
from benchmarks.judging import compare
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import Record
from benchmarks.shell import command_line
from benchmarks.texts import short

#: Characters of a command line that a sentence holds.
_TYPED = 120


def otherwise(row: Adapter) -> str:
    """Return what a row does otherwise where it is looked at, in one sentence; nothing if nothing.

    Nothing, too, where that cannot be tried: its cells tell why.
    """
    subject = Subject(row)
    if subject.lacking:
        return ""
    try:
        told = (_difference(subject, words) for words in _lines(subject))
        return next(filter(None, told), "")
    except TROUBLES:
        return ""


def _lines(subject: Subject) -> Iterator[list[str]]:
    """Yield the words of each command line; none where nobody has said how settings are spelt."""
    try:
        yield subject.many
        drawn = random.SystemRandom().choice([*core.EACH_TYPE.items()])
        yield subject.words(dict([drawn]))
    except AbsentError:
        yield []
    except UnsupportedError:
        return


def _difference(subject: Subject, words: Sequence[str]) -> str:
    looked = _looked(subject, words)
    fault = _against(looked, _unseen(subject, words))
    # What changes by itself, as a date does, is no answer to the look.
    if not fault or _against(looked, _looked(subject, words)):
        return ""
    if not _against(looked, _unseen(subject, words)):
        return ""
    typed = short(command_line(words) or "no words", _TYPED)
    return f"acts otherwise when it is looked at ({typed}): where nobody looks, {fault}"


def _looked(subject: Subject, words: Sequence[str]) -> Record:
    return subject.probe(*words).once("a run that is looked at")


def _unseen(subject: Subject, words: Sequence[str]) -> Record | str:
    try:
        return unseen.arrived(subject.row, words, subject.limits)
    except (ProgramError, RowError) as error:
        # A row that cannot be copied is not tried, and not believed.
        return str(error)


def _against(looked: Record, other: Record | str) -> str:
    """Return how a record differs from what was seen; nothing if it does not."""
    if isinstance(other, str):
        return other
    found = compare(other, looked, set())
    return "" if found.outcome is Outcome.RIGHT else found.detail
