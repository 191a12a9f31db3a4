"""A class with a default, as the README's Flower, of each entry of a list in JSON.

python list_of_objects_2.py '[{"name": "stop"}, {"name": "save", "every": 5}]'
python list_of_objects_2.py '[{"name": "stop", "evry": 5}]'
"""

import argparse
import json
from typing import Any

from easydict import EasyDict  # type: ignore[import-untyped]


class Callback(EasyDict):  # type: ignore[misc]
    """What is called every few epochs."""

    every = 1


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("callbacks", type=json.loads, nargs="?", default=[])
    callbacks = [Callback(each) for each in parser.parse_args().callbacks]
    train([dict(each) for each in callbacks])


if __name__ == "__main__":
    main()
