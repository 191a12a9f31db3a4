"""A list in JSON becomes a list of EasyDicts.

python list_of_objects.py '[{"name": "stop"}, {"name": "save", "every": 5}]'
python list_of_objects.py '[{"name": "stop", "evry": 5}]'
"""

import argparse
import json
from typing import Any

from easydict import EasyDict  # type: ignore[import-untyped]


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("callbacks", type=json.loads, nargs="?", default=[])
    cfg = EasyDict(callbacks=parser.parse_args().callbacks)
    train([dict(each) for each in cfg.callbacks])


if __name__ == "__main__":
    main()
