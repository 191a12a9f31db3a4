"""Several seeds, for which the ends of a range are typed.

python range_sweep_2.py --seed 1 3
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What the runs are told."""

    seed: list[int] = field(default_factory=lambda: [0], metadata={"nargs": "+"})


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train with each seed."""
    options = ArgumentParser(Options).parse_args()
    for seed in options.seed:
        train(seed)


if __name__ == "__main__":
    main()
