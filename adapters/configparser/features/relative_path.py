"""A path is a value.

python relative_path.py relative_path/run.ini
"""

import configparser
import sys
from pathlib import Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, open the path, train."""
    config = configparser.ConfigParser()
    config.read(sys.argv[1])
    answers = Path(config["data"]["answers"])
    train(answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
