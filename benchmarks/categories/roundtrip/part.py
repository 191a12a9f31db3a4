"""What a part of the round trip is: cases that are measured and judged alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.cells import Case, Judgement
from benchmarks.registry import Adapter


@dataclass(frozen=True)
class Part:
    """One part.

    Attributes
    ----------
    cases
        By name, in the order of the report.
    measure
        Yields the facts of some cases of a row by name, or the trouble that ended a case.  What
        takes time to pass is begun at the call, all else when the facts are asked for.
    judge
        Pure: a case and its facts in, a judgement out.
    sample
        What is left of some cases with ``--fast``.
    """

    cases: Callable[[], Mapping[str, Case]]
    measure: Callable[[Adapter, Sequence[Any]], Iterator[tuple[str, Any]]]
    judge: Callable[[Any, Any], Judgement]
    sample: Callable[[Sequence[Any]], Sequence[Any]] = lambda cases: cases
