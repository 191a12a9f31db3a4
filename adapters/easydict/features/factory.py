"""A section with the name of a class and its settings, which is called.

python factory.py
python factory.py '{"optimizer": {"name": "SGD"}}'
python factory.py '{"optimizer": {"name": "SGD", "lr": 0.5}}'
python factory.py '{"optimizer": {"name": "Adam", "lrr": 0.5}}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(optimizer={"name": "Adam"}, classes={"SGD": SGD, "Adam": Adam})
    cfg.update(parser.parse_args().settings)
    made = cfg.optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
