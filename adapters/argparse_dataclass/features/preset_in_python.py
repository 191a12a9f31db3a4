"""A preset is a dataclass with other defaults; which one is read first.

python preset_in_python.py
python preset_in_python.py --preset small --lr 0.1
python preset_in_python.py --preset smal
"""

from dataclasses import dataclass
from typing import Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Settings:
    """What a run is told."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


@dataclass
class Small(Settings):
    """A small network."""

    width: int = 16
    layers: int = 1


PRESETS = {"default": Settings, "small": Small}


@dataclass
class Choice:
    """What is read first."""

    preset: Literal["default", "small"] = "default"


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    choice, rest = ArgumentParser(Choice, add_help=False).parse_known_args()
    settings = ArgumentParser(PRESETS[choice.preset]).parse_args(rest)
    train(settings.width, settings.layers, settings.lr)


if __name__ == "__main__":
    main()
