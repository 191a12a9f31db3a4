"""A path in a file of words, which __post_init__ makes absolute.

python relative_path_2.py --args_file relative_path/run.args
"""

from dataclasses import dataclass
from pathlib import Path

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    answers: Path

    def __post_init__(self) -> None:
        """Make the path absolute."""
        self.answers = self.answers.resolve()


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses(args_file_flag="--args_file")
    train(settings.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
