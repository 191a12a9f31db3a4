"""Two optimizers: the kinds are read first, and then the settings that they have.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator adam
python two_parts_of_a_kind.py --generator adam --generator-lr 0.01 --discriminator-momentum 0.9
python two_parts_of_a_kind.py --generator-beta 0.9
"""

import argparse
from typing import Any

KINDS = {"sgd": {"lr": 0.1, "momentum": 0.0}, "adam": {"lr": 0.001, "beta": 0.9}}


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    kinds = argparse.ArgumentParser(add_help=False)
    kinds.add_argument("--generator", choices=KINDS, default="sgd")
    kinds.add_argument("--discriminator", choices=KINDS, default="sgd")
    chosen, _ = kinds.parse_known_args()

    parser = argparse.ArgumentParser(parents=[kinds])
    for part, kind in vars(chosen).items():
        for name, default in KINDS[kind].items():
            parser.add_argument(f"--{part}-{name}", type=float, default=default)
    args = vars(parser.parse_args())
    settings = {
        part: {name: args[f"{part}_{name}"] for name in KINDS[kind]}
        for part, kind in vars(chosen).items()
    }
    train(
        chosen.generator,
        settings["generator"],
        chosen.discriminator,
        settings["discriminator"],
    )


if __name__ == "__main__":
    main()
