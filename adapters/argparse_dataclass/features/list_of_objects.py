"""Callbacks, each of which is words of its own for a parser of its own.

python list_of_objects.py --callbacks '--name stop' '--name save --every 5'
python list_of_objects.py --callbacks '--name save --evry 5'
"""

import shlex
from dataclasses import asdict, dataclass, field
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Callback:
    """What is called every so many epochs."""

    name: str
    every: int = 1


def callback(words: str) -> Any:
    """Return the callback that some words tell."""
    return ArgumentParser(Callback, "--callbacks").parse_args(shlex.split(words))


@dataclass
class Options:
    """What a run is told."""

    callbacks: list[Callback] = field(
        default_factory=list, metadata={"type": callback, "nargs": "+"}
    )


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options).parse_args()
    train([asdict(each) for each in options.callbacks])


if __name__ == "__main__":
    main()
