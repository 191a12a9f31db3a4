"""A path that is relative to the config file that names it.

python relative_path.py --config relative_path/run.yaml
"""

from jsonargparse import auto_cli
from jsonargparse.typing import Path_fr


def train(answers: str) -> None:
    """Stand for the training."""


def main(answers: Path_fr) -> None:
    """Read the answers, train."""
    train(answers.read_text().strip())


if __name__ == "__main__":
    auto_cli(main, as_positional=False)
