"""Presets are functions of one's own choosing: each is a command, and its arguments are flags.

python preset_in_python.py default
python preset_in_python.py small --lr=0.1
python preset_in_python.py smal
"""

from functools import partial

import fire  # type: ignore[import-untyped]  # it ships no types


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def default(*, width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
    """Train with these settings."""
    train(width, layers, lr)


PRESETS = {"default": default, "small": partial(default, width=16, layers=1)}

if __name__ == "__main__":
    fire.Fire(PRESETS)
