"""A preset that is defined in Python is chosen by a word, and one of its settings overridden.

python preset_in_python.py
python preset_in_python.py small --lr 0.1
python preset_in_python.py smal
"""

from tap import Tap


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


class Settings(Tap):
    """Train a network."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


class Small(Settings):
    """Train a small network."""

    width: int = 16
    layers: int = 1


class Config(Settings):
    """Train a network, or a preset."""

    def configure(self) -> None:
        """Add the presets."""
        self.add_subparser("small", Small)


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.width, args.layers, args.lr)


if __name__ == "__main__":
    main()
