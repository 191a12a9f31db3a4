"""A JSON file with other defaults, one of which is a path.

python relative_path_2.py --config relative_path/run.json
"""

import argparse
import json
from pathlib import Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, open the path, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--answers", type=Path)
    args = parser.parse_args()
    parser.set_defaults(**json.loads(args.config.read_text(encoding="utf-8")))
    args = parser.parse_args()
    train(args.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
