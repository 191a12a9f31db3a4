"""Callbacks, put together from words.

python list_of_objects.py --callbacks stop "save --every 5"
python list_of_objects.py --callbacks "save --evry 5"
"""

import shlex
from dataclasses import asdict, dataclass
from typing import Any

from tap import Positional, Tap, tapify


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@dataclass
class Callback:
    """What is called after some epochs."""

    name: Positional[str]
    every: int = 1


def callback(text: str) -> Callback:
    """Return a callback, whose settings are arguments of its own."""
    return tapify(Callback, command_line_args=shlex.split(text))


class Config(Tap):
    """Train a network."""

    callbacks: list[Callback] = []  # noqa: RUF012

    def configure(self) -> None:
        """Say what reads a callback."""
        self.add_argument("--callbacks", type=callback, nargs="*")


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train([asdict(each) for each in args.callbacks])


if __name__ == "__main__":
    main()
