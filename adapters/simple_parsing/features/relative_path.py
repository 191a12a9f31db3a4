"""A config file has a path.

python relative_path.py --config_path relative_path/run.json
"""

from dataclasses import dataclass
from pathlib import Path

from simple_parsing import parse


@dataclass
class Config:
    """All settings of a run."""

    answers: Path = Path("answers.txt")  # file of answers


def train(answers: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(Config, add_config_path_arg=True)
    train(config.answers.read_text(encoding="utf-8").strip())
