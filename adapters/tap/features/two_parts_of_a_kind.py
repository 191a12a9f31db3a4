"""Two parts of the same kinds, of which each is chosen for itself.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator adam
python two_parts_of_a_kind.py --generator "adam --lr 0.01" --discriminator "sgd --momentum 0.9"
python two_parts_of_a_kind.py --generator "sgd --beta 0.5"
"""

import shlex
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from tap import Tap, tapify


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """Adaptive moments."""

    lr: float = 0.001
    beta: float = 0.9


OPTIMIZERS: dict[str, Callable[..., SGD | Adam]] = {"sgd": SGD, "adam": Adam}


def optimizer(text: str) -> SGD | Adam:
    """Return an optimizer, whose settings are arguments of its own."""
    kind, *words = shlex.split(text)
    return tapify(OPTIMIZERS[kind], command_line_args=words)


class Config(Tap):
    """Train a pair of networks."""

    generator: SGD | Adam = SGD()
    discriminator: SGD | Adam = SGD()

    def configure(self) -> None:
        """Say what reads an optimizer."""
        self.add_argument("--generator", type=optimizer)
        self.add_argument("--discriminator", type=optimizer)


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(
        type(args.generator).__name__.lower(),
        asdict(args.generator),
        type(args.discriminator).__name__.lower(),
        asdict(args.discriminator),
    )


if __name__ == "__main__":
    main()
