"""A pattern for a choice.

python glob_sweep.py '{"model": "lstm*"}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(model="lstm")
    cfg.update(parser.parse_args().settings)
    train(cfg.model)


if __name__ == "__main__":
    main()
