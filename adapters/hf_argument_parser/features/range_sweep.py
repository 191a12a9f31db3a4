"""A range, as Hydra writes one, for a number.

python range_sweep.py --seed 'range(1,4)'
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.seed)


if __name__ == "__main__":
    main()
