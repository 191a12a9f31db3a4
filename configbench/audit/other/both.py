"""Runs each try in two environments, beside each other."""

from collections import deque
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from types import TracebackType
from typing import Self

from configbench.audit import patience
from configbench.audit.engine import Engine
from configbench.audit.ground import Ground
from configbench.audit.model import Act, Arrived, Request, Target, Try
from configbench.audit.target.leaves import differing

#: Tries, and what became of each.
Results = Generator[tuple[Try, Arrived], None, None]


class Both(Engine):
    """Runs tries in two environments; what became of each in the other is its :attr:`other`.

    What asks for words rather than tries is answered by the program's own environment.

    Parameters
    ----------
    target, there
        The program, and as it is in the other environment.
    ground
        Where it runs.
    request
        What a user asks for.
    """

    def __init__(
        self, target: Target, there: Target, ground: Ground, request: Request
    ) -> None:
        jobs = max(1, (request.jobs or patience.cores()) // 2)
        half = replace(request, jobs=jobs)
        super().__init__(target, ground, half)
        self._other = Engine(there, ground, half)

    def __enter__(self) -> Self:
        with ExitStack() as begun:
            begun.push(super().__exit__)
            super().__enter__()
            self._other.__enter__()
            begun.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._other.__exit__(kind, error, trace)
        super().__exit__(kind, error, trace)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user must know of how it was run, in sentences."""
        others = (f"in the other environment: {each}" for each in self._other.notes)
        return (*super().notes, *others)

    def run(self, tries: Sequence[Try]) -> Results:
        """Run tries; yield each once it is done in both, and again what was run again in one.

        Raises
        ------
        KeyboardInterrupt
            If this process was told to end meanwhile.
        """
        return paired(super().run(tries), self._other.run(tries))

    def fresh(self, tried: Try) -> Arrived:
        """Run a try in a process of its own in each.

        Raises
        ------
        UnmeasuredError
            If nothing can be told of it, for disk, memory or harness.
        """
        return replace(super().fresh(tried), other=self._other.fresh(tried))


def begun(
    request: Request, target: Target, there: Target | None, ground: Ground
) -> Engine:
    """Return what runs tries: in both environments, if there is another."""
    if there is None:
        return Engine(target, ground, request)
    return Both(target, there, ground, request)


def paired(here: Results, there: Results) -> Results:
    """Yield each try that both have, with what became of it in the second as :attr:`other`.

    What one yields again is yielded again.  Both are closed when nobody asks any more.
    """
    came: tuple[dict[int, Arrived], dict[int, Arrived]] = ({}, {})
    with closing(here), closing(there):
        waiting = deque(zip((here, there), came, strict=True))
        # By turns: while one is waited for, the other goes on.
        while waiting:
            results, became = waiting.popleft()
            for tried, arrived in results:
                became[id(tried)] = arrived
                waiting.append((results, became))
                one, other = (each.get(id(tried)) for each in came)
                if one is not None and other is not None:
                    yield tried, replace(one, other=other)
                break


def unsteady(results: Sequence[tuple[Try, Arrived]]) -> frozenset[str]:
    """Return the names that change from run to run in the other environment."""
    same = [
        became.other.leaves
        for tried, became in results
        if tried.act is Act.NOTHING and became.other is not None
    ]
    return frozenset(name for each in same[1:] for name in differing(same[0], each))
