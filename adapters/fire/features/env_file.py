"""The file .env holds a command, which Fire splits into words.

python env_file.py
LR=0.2 python env_file.py
"""

from pathlib import Path

import fire  # type: ignore[import-untyped]  # it ships no types


def train(lr: float) -> None:
    """Stand for the training."""


def main(*, lr: float = 0.001) -> None:
    """Train with this rate."""
    train(lr)


if __name__ == "__main__":
    fire.Fire(main, command=Path("env_file/.env").read_text(encoding="utf-8"))
