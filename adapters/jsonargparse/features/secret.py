"""A key that the dumped config does not show.

python secret.py --key hunter2
"""

from jsonargparse import ArgumentParser
from jsonargparse.typing import SecretStr


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = ArgumentParser()
    parser.add_argument("--key", type=SecretStr, required=True)
    parser.add_argument("--lr", type=float, default=0.001)
    cfg = parser.parse_args()
    print(parser.dump(cfg))
    train(cfg.key.get_secret_value(), cfg.lr)


if __name__ == "__main__":
    main()
