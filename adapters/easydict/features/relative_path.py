"""A path in a YAML file.

python relative_path.py relative_path/run.yaml
"""

import argparse
from pathlib import Path

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    cfg = EasyDict(yaml.safe_load(text))
    train(Path(cfg.answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
