"""A variable that is named in a YAML file.

LR=0.1 python environment.py
LR=0.1 python environment.py '{"lr": 0.2}'
LR=abc python environment.py
"""

import argparse
import json
from pathlib import Path

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]

DEFAULTS = Path("environment/default.yaml")


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(yaml.safe_load(DEFAULTS.read_text(encoding="utf-8")))
    cfg.update(parser.parse_args().settings)
    train(cfg.lr)


if __name__ == "__main__":
    main()
