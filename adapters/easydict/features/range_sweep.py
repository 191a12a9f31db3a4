"""A range, as Python writes one, for a number.

python range_sweep.py '{"seed": "range(1, 4)"}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(seed=0)
    cfg.update(parser.parse_args().settings)
    train(cfg.seed)


if __name__ == "__main__":
    main()
