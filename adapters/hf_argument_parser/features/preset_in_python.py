"""A preset is a subcommand: a parser of the same settings, with defaults of its own.

python preset_in_python.py
python preset_in_python.py small --lr 0.1
python preset_in_python.py smal
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    presets = parser.add_subparsers(title="presets")
    small = presets.add_parser("small", dataclass_types=Settings)
    small.set_defaults(width=16, layers=1)
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.width, settings.layers, settings.lr)


if __name__ == "__main__":
    main()
