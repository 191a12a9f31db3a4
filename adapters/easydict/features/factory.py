"""A section with the name of a class and its settings, which Python binds to its signature.

python factory.py
python factory.py '{"optimizer": {"name": "SGD"}}'
python factory.py '{"optimizer": {"name": "SGD", "lr": 0.5}}'
python factory.py '{"optimizer": {"name": "Adam", "lrr": 0.5}}'
"""

import argparse
import json
from collections.abc import Callable
from functools import partial

from easydict import EasyDict  # type: ignore[import-untyped]


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
    """Read the command line, make the optimizer, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(optimizer={"name": "Adam"})
    cfg.update(parser.parse_args().settings)
    make = partial(KINDS[cfg.optimizer.pop("name")], **cfg.optimizer)
    made = make([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
