"""A subparser for each network, said as a pattern.

python glob_sweep_2.py "lstm*"
"""

from tap import Tap, TapIgnore


def train(model: str) -> None:
    """Stand for the training."""


class Network(Tap):
    """Train one network."""


class Config(Tap):
    """Train a network."""

    model: TapIgnore[str]

    def configure(self) -> None:
        """Add the networks."""
        self.add_subparsers(dest="model", required=True)
        for name in ("bert", "lstm", "lstmattn"):
            self.add_subparser(name, Network)


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.model)


if __name__ == "__main__":
    main()
