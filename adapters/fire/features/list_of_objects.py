"""A command adds a callback and returns the object: so commands are chained.

python list_of_objects.py callback stop - callback save --every=5 - run
python list_of_objects.py callback stop --evry=2 - run
"""

from dataclasses import asdict, dataclass
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@dataclass
class Callback:
    """What is called after some epochs."""

    name: str
    every: int


class Training:
    """Callbacks are added one by one, and then it runs."""

    def __init__(self) -> None:
        self._callbacks: list[Callback] = []

    def callback(self, name: str, *, every: int = 1) -> "Training":
        """Add a callback."""
        self._callbacks.append(Callback(name, every))
        return self

    def run(self) -> None:
        """Train with these callbacks."""
        train([asdict(callback) for callback in self._callbacks])


if __name__ == "__main__":
    fire.Fire(Training)
