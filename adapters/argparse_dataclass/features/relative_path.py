"""A file of words, one of which is a path.

python relative_path.py @relative_path/run.args
"""

from dataclasses import dataclass
from pathlib import Path

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    answers: Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, open the path, train."""
    options = ArgumentParser(Options, fromfile_prefix_chars="@").parse_args()
    train(options.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
