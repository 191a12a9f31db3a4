"""All variables update the config, and JSON updates it again.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py '{"LR": 0.2}'
LR=abc python environment_2.py
"""

import argparse
import json
import os

from easydict import EasyDict  # type: ignore[import-untyped]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(LR=0.001)
    cfg.update(os.environ)
    cfg.update(parser.parse_args().settings)
    train(cfg.LR)


if __name__ == "__main__":
    main()
