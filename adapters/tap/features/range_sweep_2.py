"""Several seeds, said as a range.

python range_sweep_2.py --seeds "range(1, 4)"
"""

from tap import Tap


def train(seed: int) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network with each seed."""

    seeds: list[int] = [0]  # noqa: RUF012


def main() -> None:
    """Read the command line, train with each seed."""
    args = Config().parse_args()
    for seed in args.seeds:
        train(seed)


if __name__ == "__main__":
    main()
