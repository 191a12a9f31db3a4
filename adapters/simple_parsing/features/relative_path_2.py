"""A dataclass is loaded from a file, and its path is decoded.

python relative_path_2.py relative_path/run.json
"""

from dataclasses import dataclass
from pathlib import Path

from simple_parsing import ArgumentParser, Serializable, field


def resolved(text: str) -> Path:
    """Make a path absolute."""
    return Path(text).resolve()


@dataclass
class Config(Serializable):
    """All settings of a run."""

    answers: Path = field(decoding_fn=resolved)  # file of answers


def train(answers: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("config", type=Path, help="file with settings")
    config = Config.load(parser.parse_args().config)
    train(config.answers.read_text(encoding="utf-8").strip())
