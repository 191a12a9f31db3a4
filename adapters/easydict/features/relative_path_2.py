"""A path in a YAML file, made absolute by a class as the README's Flower.

python relative_path_2.py relative_path/run.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


class Config(EasyDict):  # type: ignore[misc]
    """The settings, of which one is a path."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self.answers = Path(settings["answers"]).resolve()


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    cfg = Config(yaml.safe_load(text))
    train(cfg.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
