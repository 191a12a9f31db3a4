"""A key that is declared by a class, as the README's Flower.

python secret_2.py '{"key": "hunter2"}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


class Settings(EasyDict):  # type: ignore[misc]
    """The settings, of which one is not for all eyes."""

    key = ""
    lr = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = Settings(parser.parse_args().settings)
    print(cfg)
    train(cfg.key, cfg.lr)


if __name__ == "__main__":
    main()
