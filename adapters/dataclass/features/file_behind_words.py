"""A file of other defaults, named behind a setting.

python file_behind_words.py --lr 0.2 --config file_behind_words/run.json
"""

import argparse
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass
class Settings:
    """The settings."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line and the file, train."""
    settings = Settings()
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path)
    parser.add_argument("--lr", type=float, default=settings.lr)
    if path := parser.parse_args().config:
        settings = replace(settings, **json.loads(path.read_text(encoding="utf-8")))
        parser.set_defaults(**asdict(settings))
    settings = replace(settings, lr=parser.parse_args().lr)
    train(settings.lr)


if __name__ == "__main__":
    main()
