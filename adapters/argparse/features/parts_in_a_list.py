"""A file has a layer in each line; a parser of its own reads the words of a layer.

python parts_in_a_list.py @parts_in_a_list/good.args
python parts_in_a_list.py @parts_in_a_list/bad.args
"""

import argparse
import shlex
from typing import Any


def layer(words: str) -> dict[str, Any]:
    """Return the settings of a layer."""
    parser = argparse.ArgumentParser("--layer")
    parser.add_argument("--width", type=int, required=True)
    parser.add_argument("--dropout", type=float, default=0.0)
    return vars(parser.parse_args(shlex.split(words)))


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--layer", type=layer, action="append", default=[])
    args = parser.parse_args()
    train(args.layer)


if __name__ == "__main__":
    main()
