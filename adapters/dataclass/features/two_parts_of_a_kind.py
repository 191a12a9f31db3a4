"""The flags of two optimizers, from the fields of the kinds that were chosen.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator adam
python two_parts_of_a_kind.py --generator adam --generator.lr 0.01 --discriminator.momentum 0.9
python two_parts_of_a_kind.py --generator.beta 0.5
"""

import argparse
from dataclasses import dataclass, fields


@dataclass
class SGD:
    """The one kind."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """The other kind."""

    lr: float = 0.001
    beta: float = 0.9


KINDS: dict[str, type[SGD | Adam]] = {"sgd": SGD, "adam": Adam}
PARTS = "generator", "discriminator"


def train(
    generator: str,
    generator_settings: dict[str, float],
    discriminator: str,
    discriminator_settings: dict[str, float],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read which kinds there are, then their settings, train."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for part in PARTS:
        parser.add_argument(f"--{part}", choices=KINDS, default="sgd")
    kinds, _ = parser.parse_known_args()
    for part in PARTS:
        for each in fields(KINDS[getattr(kinds, part)]):
            parser.add_argument(
                f"--{part}.{each.name}", type=type(each.default), default=each.default
            )
    args = vars(parser.parse_args())
    settings: dict[str, dict[str, float]] = {part: {} for part in PARTS}
    for part, _, name in (flag.partition(".") for flag in args):
        if name:
            settings[part][name] = args[f"{part}.{name}"]
    train(
        kinds.generator,
        settings["generator"],
        kinds.discriminator,
        settings["discriminator"],
    )


if __name__ == "__main__":
    main()
