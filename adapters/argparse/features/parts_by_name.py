"""A file has a source in each line; a parser of its own reads the words of a source.

python parts_by_name.py @parts_by_name/good.args
python parts_by_name.py @parts_by_name/bad.args
"""

import argparse
import shlex
from typing import Any


def source(words: str) -> tuple[str, dict[str, Any]]:
    """Return the name and the settings of a source."""
    parser = argparse.ArgumentParser("--source")
    parser.add_argument("name")
    parser.add_argument("--path", required=True)
    parser.add_argument("--weight", type=float, default=1.0)
    args = parser.parse_args(shlex.split(words))
    return args.name, {"path": args.path, "weight": args.weight}


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--source", type=source, action="append", default=[])
    args = parser.parse_args()
    train(dict(args.source))


if __name__ == "__main__":
    main()
