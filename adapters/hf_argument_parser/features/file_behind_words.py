"""The flag of the library's own files, behind a setting.

python file_behind_words.py --lr 0.2 --args_file file_behind_words/run.args
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
    """Read the command line and the file, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses(args_file_flag="--args_file")
    train(settings.lr)


if __name__ == "__main__":
    main()
