"""The settings with their defaults, updated by JSON.

python literal.py '{"mode": "slow", "level": 2}'
python literal.py '{"mode": "medium"}'
python literal.py '{"level": 3}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(mode="fast", level=1)
    cfg.update(parser.parse_args().settings)
    train(cfg.mode, cfg.level)


if __name__ == "__main__":
    main()
