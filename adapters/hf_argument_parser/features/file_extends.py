"""A file of words has another file among its words: argparse puts that one's there.

python file_extends.py @file_extends/run.args
python file_extends.py @file_extends/run.args --width 16
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line and the files, train."""
    parser = HfArgumentParser(Settings, fromfile_prefix_chars="@")  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.width, settings.layers, settings.lr)


if __name__ == "__main__":
    main()
