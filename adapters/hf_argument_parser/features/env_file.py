"""A .env file as a file of words, which the library reads before the words.

python env_file.py
LR=0.2 python env_file.py
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
    (settings,) = parser.parse_args_into_dataclasses(args_filename="env_file/.env")
    train(settings.lr)


if __name__ == "__main__":
    main()
