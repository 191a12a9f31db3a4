"""A .env file, read as YAML.

python env_file.py
LR=0.2 python env_file.py
"""

from pathlib import Path

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    cfg = EasyDict(LR=0.001)
    cfg.update(yaml.safe_load(Path("env_file/.env").read_text(encoding="utf-8")))
    train(cfg.LR)


if __name__ == "__main__":
    main()
