"""A preset is a subclass with defaults of its own, chosen by its name.

python preset_in_python.py
python preset_in_python.py --settings Small --settings.lr 0.1
python preset_in_python.py --settings smal
"""

from dataclasses import dataclass

from jsonargparse import ArgumentParser, set_parsing_settings


@dataclass
class Settings:
    """Settings of a training."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


@dataclass
class Small(Settings):
    """A small network."""

    width: int = 16
    layers: int = 1


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    set_parsing_settings(subclasses_enabled=[Settings])
    parser = ArgumentParser()
    parser.add_argument("--settings", type=Settings, default=Settings())
    cfg = parser.instantiate(parser.parse_args())
    train(cfg.settings.width, cfg.settings.layers, cfg.settings.lr)


if __name__ == "__main__":
    main()
