"""A key that an EasyDict prints.

python secret.py '{"key": "hunter2"}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = EasyDict(lr=0.001)
    cfg.update(parser.parse_args().settings)
    print(cfg)
    train(cfg.key, cfg.lr)


if __name__ == "__main__":
    main()
