"""A JSON file with other defaults, one of which is a path.

python relative_path_2.py --config relative_path/run.json
"""

import json
from dataclasses import dataclass
from pathlib import Path

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    config: Path
    answers: Path = Path("answers.txt")


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, open the path, train."""
    parser = ArgumentParser(Options)
    options = parser.parse_args()
    parser.set_defaults(**json.loads(options.config.read_text(encoding="utf-8")))
    options = parser.parse_args()
    train(options.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
