"""A schedule is words of its own for a parser of its own; there may be none.

python optional_part.py
python optional_part.py --schedule ''
python optional_part.py --schedule '--t-max 7'
python optional_part.py --schedule '--t-max soon'
"""

import shlex
from dataclasses import asdict, dataclass, field
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Cosine:
    """A schedule of the learning rate."""

    t_max: int = 10
    eta_min: float = 0.0


def cosine(words: str) -> Any:
    """Return the schedule that some words tell."""
    return ArgumentParser(Cosine, "--schedule").parse_args(shlex.split(words))


@dataclass
class Options:
    """What a run is told."""

    schedule: Cosine | None = field(default=None, metadata={"type": cosine})


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    schedule = ArgumentParser(Options).parse_args().schedule
    train(schedule and asdict(schedule))


if __name__ == "__main__":
    main()
