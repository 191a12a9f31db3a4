"""A list in JSON, each of its entries the arguments of a class.

python list_of_objects.py '[{"name": "stop"}, {"name": "save", "every": 5}]'
python list_of_objects.py '[{"name": "stop", "evry": 5}]'
"""

import argparse
import json
from dataclasses import asdict, dataclass
from typing import Any

from easydict import EasyDict  # type: ignore[import-untyped]


@dataclass
class Callback:
    """What is called every few epochs."""

    name: str
    every: int = 1


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("callbacks", type=json.loads, nargs="?", default=[])
    cfg = EasyDict(callbacks=parser.parse_args().callbacks)
    callbacks = [Callback(**each) for each in cfg.callbacks]
    train([asdict(each) for each in callbacks])


if __name__ == "__main__":
    main()
