"""A path is a value, which a converter makes absolute.

python relative_path_2.py relative_path/run.ini
"""

import configparser
import sys
from pathlib import Path


def absolute(text: str) -> Path:
    """Return a path from the root."""
    return Path(text).resolve()


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, open the path, train."""
    config = configparser.ConfigParser(converters={"path": absolute})
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        config.read_file(file)
    answers = config["data"].getpath("answers")
    train(answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
