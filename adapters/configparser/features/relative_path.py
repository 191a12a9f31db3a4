"""A path is a value that refers to where its file is, as each section is told.

python relative_path.py relative_path/run.ini
"""

import configparser
import sys
from pathlib import Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, open the path, train."""
    file = Path(sys.argv[1])
    # https://docs.python.org/3/library/configparser.html#interpolation-of-values
    config = configparser.ConfigParser(defaults={"here": str(file.parent)})
    config.read(file)
    answers = Path(config["data"]["answers"])
    train(answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
