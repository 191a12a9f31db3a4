"""A callback is a section, and the words are lines of an INI file.

python list_of_objects.py '[stop]' '[save]' every=5
python list_of_objects.py '[save]' evry=5
"""

import configparser
import sys
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Callback:
    """What is called every so many epochs."""

    name: str
    every: int = 1


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.read_file
    config.read_file(sys.argv[1:])
    callbacks = [
        Callback(name, **{key: config.getint(name, key) for key in config[name]})
        for name in config.sections()
    ]
    train([asdict(callback) for callback in callbacks])


if __name__ == "__main__":
    main()
