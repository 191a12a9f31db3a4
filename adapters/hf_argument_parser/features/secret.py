"""A key is a field that its dataclass does not print.

python secret.py --key hunter2
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    key: str = field(repr=False)
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    print(settings)
    train(settings.key, settings.lr)


if __name__ == "__main__":
    main()
