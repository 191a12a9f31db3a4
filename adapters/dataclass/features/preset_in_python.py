"""A preset is a dataclass with other values; its fields are the flags of a subcommand.

python preset_in_python.py
python preset_in_python.py small --lr 0.1
python preset_in_python.py smal
"""

import argparse
from dataclasses import dataclass, fields, replace


@dataclass
class Settings:
    """The settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


PRESETS = {"small": replace(Settings(), width=16, layers=1)}


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def add_flags(parser: argparse.ArgumentParser, settings: Settings) -> None:
    """Declare a flag for each field, with its type and value."""
    for each in fields(settings):
        value = getattr(settings, each.name)
        parser.add_argument(f"--{each.name}", type=type(value), default=value)


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    add_flags(parser, Settings())
    presets = parser.add_subparsers(title="presets")
    for name, settings in PRESETS.items():
        add_flags(presets.add_parser(name), settings)
    chosen = Settings(**vars(parser.parse_args()))
    train(chosen.width, chosen.layers, chosen.lr)


if __name__ == "__main__":
    main()
