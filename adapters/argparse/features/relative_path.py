"""A file of words, one of which is a path.

python relative_path.py @relative_path/run.args
"""

import argparse
from pathlib import Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, open the path, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--answers", type=Path, required=True)
    args = parser.parse_args()
    train(args.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
