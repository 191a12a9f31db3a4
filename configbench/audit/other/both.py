"""Runs each try in two environments, beside each other."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace

from configbench.audit import patience
from configbench.audit.engine import Engine, Words
from configbench.audit.ground import Ground
from configbench.audit.model import Act, Arrived, Line, Request, Target, Try
from configbench.audit.target.leaves import differing
from configbench.audit.trying import Trying


class Both:
    """Runs tries in two environments; what became of each in the other is its :attr:`other`.

    Parameters
    ----------
    here, there
        What runs them in the program's own environment, and in the other one.
    """

    def __init__(self, here: Trying, there: Trying) -> None:
        self._here = here
        self._there = there

    @property
    def jobs(self) -> int:
        """How many tries at a time."""
        return self._here.jobs

    @property
    def as_given(self) -> tuple[Arrived, ...]:
        """What became of the words as given in the program's own environment."""
        return self._here.as_given

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user must know of how it was run, in sentences."""
        others = (f"in the other environment: {each}" for each in self._there.notes)
        return (*self._here.notes, *others)

    def run(self, tries: Sequence[Try]) -> Generator[tuple[Try, Arrived], None, None]:
        """Run tries; yield each once it is done in both, and again what was run again in one.

        Raises
        ------
        KeyboardInterrupt
            If this process was told to end meanwhile.
        """
        came: tuple[dict[int, Arrived], dict[int, Arrived]] = ({}, {})
        with ExitStack() as opened:
            waiting = deque(
                (opened.enter_context(closing(engine.run(tries))), became)
                for engine, became in zip((self._here, self._there), came, strict=True)
            )
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

    def ask(self, lines: Sequence[Words]) -> list[Arrived]:
        """Run words in the program's own environment alone."""
        return self._here.ask(lines)

    def ask_lines(self, lines: Sequence[Line]) -> list[Arrived]:
        """Run whole lines in the program's own environment alone."""
        return self._here.ask_lines(lines)

    def fresh(self, tried: Try) -> Arrived:
        """Run a try in a process of its own in each.

        Raises
        ------
        UnmeasuredError
            If nothing can be told of it, for disk, memory or harness.
        """
        return replace(self._here.fresh(tried), other=self._there.fresh(tried))


@contextmanager
def begun(
    request: Request, target: Target, there: Target | None, ground: Ground
) -> Iterator[Trying]:
    """Begin what runs tries: in both environments, if there is another.

    Parameters
    ----------
    request
        What a user asks for.
    target, there
        The program, and as it is in the other environment.
    ground
        Where it runs.
    """
    if there is None:
        with Engine(target, ground, request) as alone:
            yield alone
        return
    jobs = max(1, (request.jobs or patience.cores()) // 2)
    half = replace(request, jobs=jobs)
    with Engine(target, ground, half) as here, Engine(there, ground, half) as other:
        yield Both(here, other)


def unsteady(results: Sequence[tuple[Try, Arrived]]) -> frozenset[str]:
    """Return the names that change from run to run in the other environment."""
    same = [
        became.other.leaves
        for tried, became in results
        if tried.act is Act.NOTHING and became.other is not None
    ]
    return frozenset(name for each in same[1:] for name in differing(same[0], each))
