"""A path in a file of words, which __post_init__ makes absolute.

python relative_path_2.py @relative_path/run.args
"""

import argparse
from dataclasses import dataclass
from pathlib import Path


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
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--answers", type=Path, required=True)
    settings = Settings(**vars(parser.parse_args()))
    train(settings.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
