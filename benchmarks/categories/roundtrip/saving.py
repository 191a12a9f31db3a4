"""The run that is saved first, to be restored or met again later."""

from collections.abc import Sequence

from benchmarks.errors import ProgramError
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import Probe, probe
from benchmarks.texts import message
from benchmarks.workplace import Workplace


def save(row: Adapter, words: Sequence[str], place: Workplace) -> Probe:
    """Run once in ``place``, up to the core.

    Raises
    ------
    ProgramError
        If it does not reach the core once: then nothing can be said of what it saves.
    """
    first = probe(row, words, place)
    if len(first.reached) != 1:
        sentence = f"the first run was refused: {message(first.finished.output)}"
        raise ProgramError(sentence, Outcome.REJECTED)
    return first
