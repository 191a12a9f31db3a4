"""Subcommands by add_subparser, with Tap.

python subcommand.py sgd --momentum 0.5
"""

from tap import Tap


class Adam(Tap):
    """One optimizer."""

    beta: float = 0.9


class Sgd(Tap):
    """The other."""

    momentum: float = 0.1


class Options(Tap):
    """What a training takes."""

    def configure(self) -> None:
        """Add a subcommand for each optimizer."""
        self.add_subparsers(dest="optim", help="the optimizer")
        self.add_subparser("adam", Adam)
        self.add_subparser("sgd", Sgd)


def train(momentum: float) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.momentum)
