"""A preset is a subclass with defaults of its own, chosen by its name.

python preset_in_python.py
python preset_in_python.py --settings Small --settings.lr 0.1
python preset_in_python.py --settings smal
"""

from dataclasses import dataclass

from jsonargparse import auto_cli, set_parsing_settings


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


def main(settings: Settings | None = None) -> None:
    """Train with the settings that were chosen, or the usual ones."""
    chosen = settings or Settings()
    train(chosen.width, chosen.layers, chosen.lr)


if __name__ == "__main__":
    set_parsing_settings(subclasses_enabled=[Settings])
    auto_cli(main)
