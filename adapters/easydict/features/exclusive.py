"""Two settings that are none, updated by JSON.

python exclusive.py '{"steps": 5}'
python exclusive.py '{"epochs": 2}'
python exclusive.py '{"steps": 5, "epochs": 2}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(steps=None, epochs=None)
    cfg.update(parser.parse_args().settings)
    train(cfg.steps, cfg.epochs)


if __name__ == "__main__":
    main()
