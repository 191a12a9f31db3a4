"""The lines of a .env file, as pairs.

python env_file_2.py
LR=0.2 python env_file_2.py
"""

from pathlib import Path

from easydict import EasyDict  # type: ignore[import-untyped]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    lines = Path("env_file/.env").read_text(encoding="utf-8").splitlines()
    cfg = EasyDict(LR=0.001)
    cfg.update([line.split("=") for line in lines])
    train(cfg.LR)


if __name__ == "__main__":
    main()
