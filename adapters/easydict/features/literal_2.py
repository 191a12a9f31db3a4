"""A class, as the README's Flower, with annotations.

python literal_2.py '{"mode": "slow", "level": 2}'
python literal_2.py '{"mode": "medium"}'
python literal_2.py '{"level": 3}'
"""

import argparse
import json
from typing import Literal

from easydict import EasyDict  # type: ignore[import-untyped]


class Settings(EasyDict):  # type: ignore[misc]
    """The settings."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = Settings(parser.parse_args().settings)
    train(cfg.mode, cfg.level)


if __name__ == "__main__":
    main()
