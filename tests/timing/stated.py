"""Commands that take stated times: nothing is started."""

import math
import random
from collections.abc import Callable, Mapping

import pytest

from configbench.process import Finished
from configbench.timing.commands import CommandError, Timed
from configbench.timing.rounds import Start

#: The sign of "so many times".
TIMES = "\N{MULTIPLICATION SIGN}"


def finished(
    code: int | None = 0, stderr: str = "", exceeded: str | None = None
) -> Finished:
    """Return how a command ended."""
    return Finished(("x",), code, exceeded, "", stderr, 0.0, 0.1, 0.1)


def commands(
    monkeypatch: pytest.MonkeyPatch,
    times: Mapping[str, float],
    *,
    before: Callable[[str], object] = lambda _: None,
    stderr: str = "",
) -> list[str]:
    """Have commands take times, with noise; return the words that tell them, as they start.

    Parameters
    ----------
    times
        Seconds by all words, or by the last; a command that is not there fails.
    before
        Called with the word of each start.
    stderr
        What each prints.
    """
    noise = random.Random(7)
    started: list[str] = []

    def run(self: Timed, seconds: float, *, told: bool) -> tuple[Start, Finished]:
        whole = " ".join(self.words)
        word = whole if whole in times else self.words[-1]
        started.append(word)
        before(word)
        if word not in times:
            ended = finished(3, "it broke\n")
            raise CommandError(f"{self.called}: {ended.ended}", ended)
        wall = times[word] * math.exp(noise.gauss(0, 0.015))
        return Start(wall, wall, spent=wall), finished(stderr=stderr)

    monkeypatch.setattr(Timed, "run", run)
    return started
