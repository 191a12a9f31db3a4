"""A setting from a .env file that is read as the configuration files are.

python env_file_2.py
LR=0.2 python env_file_2.py
"""

from tap import Tap


def train(lr: float) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    lr: float = 0.001


def main() -> None:
    """Read the file, then the command line, train."""
    args = Config(config_files=["env_file/.env"]).parse_args()
    train(args.lr)


if __name__ == "__main__":
    main()
