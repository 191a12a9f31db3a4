"""Several choices, said as a pattern.

python glob_sweep.py --models "lstm*"
"""

from typing import Literal

from tap import Tap


def train(model: str) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train each network."""

    models: list[Literal["bert", "lstm", "lstmattn"]] = ["lstm"]  # noqa: RUF012


def main() -> None:
    """Read the command line, train each network."""
    args = Config().parse_args()
    for model in args.models:
        train(model)


if __name__ == "__main__":
    main()
