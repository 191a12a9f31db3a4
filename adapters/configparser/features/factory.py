"""A section has the name of a class, and its settings; the words are lines of an INI file.

python factory.py
python factory.py '[optimizer]' kind=SGD
python factory.py '[optimizer]' kind=SGD lr=0.5
python factory.py '[optimizer]' kind=SGD lrr=0.5
"""

import configparser
import sys
from collections.abc import Callable
from functools import partial


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


KINDS: dict[str, Callable[..., SGD | Adam]] = {"SGD": SGD, "Adam": Adam}


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, make the optimizer, train."""
    config = configparser.ConfigParser()
    config.read_dict({"optimizer": {"kind": "Adam"}})
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.read_file
    config.read_file(sys.argv[1:])
    section = config["optimizer"]
    given = {name: section.getfloat(name) for name in section if name != "kind"}
    optimizer = partial(KINDS[section["kind"]], **given)([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
