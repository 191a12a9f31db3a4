"""A list of seeds, of which the ends are given; the program trains with each.

python range_sweep_2.py --seeds 1 3
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    seeds: list[int] = field(default_factory=lambda: [0])


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    for seed in settings.seeds:
        train(seed)


if __name__ == "__main__":
    main()
