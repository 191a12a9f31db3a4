"""A file, and KEY VALUE pairs, which take all words that are left.

python file_behind_words.py --config file_behind_words/run.yaml lr 0.2
"""

import argparse
from ast import literal_eval
from pathlib import Path

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file and the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path)
    parser.add_argument("settings", nargs=argparse.REMAINDER, metavar="KEY VALUE")
    args = parser.parse_args()
    cfg = EasyDict(lr=0.001)
    if args.config:
        cfg.update(yaml.safe_load(args.config.read_text(encoding="utf-8")))
    for key, text in zip(args.settings[::2], args.settings[1::2], strict=True):
        cfg[key] = literal_eval(text)
    train(cfg.lr)


if __name__ == "__main__":
    main()
