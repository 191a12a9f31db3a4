"""A class in the config, and another one by a tag of a YAML file.

python factory_2.py
python factory_2.py --config factory/sgd.yaml
python factory_2.py --config factory/rate.yaml
python factory_2.py --config factory/lrr.yaml
"""

import argparse
from pathlib import Path

import yaml  # type: ignore[import-untyped]
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
    parser.add_argument("--config", type=Path)
    path = parser.parse_args().config
    cfg = EasyDict(optimizer=Adam)
    if path:
        cfg.update(yaml.safe_load(path.read_text(encoding="utf-8")))
    made = cfg.optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
