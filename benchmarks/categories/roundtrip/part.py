"""What a part of the round trip is, and what the measuring of several parts shares."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.category import Stored
from benchmarks.cells import Case, Judgement
from benchmarks.errors import ProgramError
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.running import Probe, probe, typed_command
from benchmarks.texts import SHOWN, message, short
from configbench.workplace import Workplace


@dataclass(frozen=True)
class Part:
    """Cases that are measured and judged alike.

    Attributes
    ----------
    cases
        By name, in the order of the report.
    measure
        Yields the facts of some cases of a row by name, or the trouble that ended a case.  What
        takes time to pass is begun at the call, all else when the facts are asked for.
    judge
        Pure: a case and its facts in, a judgement out.
    again
        Yields the judgements that what is stored of a cell allows.
    sample
        What is left of some cases with ``--fast``.
    """

    cases: Callable[[], Mapping[str, Case]]
    measure: Callable[[Adapter, Sequence[Any]], Iterator[tuple[str, Any]]]
    judge: Callable[[Any, Any], Judgement]
    again: Callable[[Stored], Iterator[Judgement]]
    sample: Callable[[Sequence[Any]], Sequence[Any]] = lambda cases: cases


def save(row: Adapter, words: Sequence[str], place: Workplace) -> Probe:
    """Run once in ``place``, up to the core, so that there is a saved run.

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


def command(row: Adapter, words: Sequence[str]) -> dict[str, str]:
    """Return the fact ``command``; of a line that is too long, its ends, which nobody can type."""
    line = typed_command(row, words)
    return {"command" if len(line) <= SHOWN else "command, its ends": short(line)}
