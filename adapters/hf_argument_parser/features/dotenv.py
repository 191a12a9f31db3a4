"""A .env file as a file of words, which the library reads before the words.

python dotenv.py
LR=0.2 python dotenv.py
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file and the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses(args_filename="dotenv/.env")
    train(settings.lr)


if __name__ == "__main__":
    main()
