"""A file behind the words, for what they do not set.

python file_behind_words.py --lr 0.2 --config_files file_behind_words/run.txt
"""

from pathlib import Path

from tap import Tap


def train(lr: float) -> None:
    """Stand for the training."""


class Files(Tap):
    """Where settings come from."""

    config_files: list[Path] = []  # noqa: RUF012


class Config(Files):
    """Train a network."""

    lr: float = 0.001


def main() -> None:
    """Read the files, then the command line, train."""
    files = Files(add_help=False, allow_abbrev=False).parse_args(known_only=True)
    args = Config(config_files=files.config_files).parse_args()
    train(args.lr)


if __name__ == "__main__":
    main()
