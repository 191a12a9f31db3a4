"""Two optimizers: the kinds are read first, and then the settings that they have.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator adam
python two_parts_of_a_kind.py --generator adam --generator-lr 0.01 --discriminator-momentum 0.9
python two_parts_of_a_kind.py --generator-beta 0.9
"""

from dataclasses import dataclass, fields, make_dataclass
from typing import Any, Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class SGD:
    """Plain descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """Descent with averages."""

    lr: float = 0.001
    beta: float = 0.9


KINDS: dict[str, type[SGD | Adam]] = {"sgd": SGD, "adam": Adam}


@dataclass
class Kinds:
    """What is read first."""

    generator: Literal["sgd", "adam"] = "sgd"
    discriminator: Literal["sgd", "adam"] = "sgd"


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    kinds, rest = ArgumentParser(Kinds, add_help=False).parse_known_args()
    parts = {part: fields(KINDS[kind]) for part, kind in vars(kinds).items()}
    flat = [
        (f"{part}_{field.name}", field.type, field.default)
        for part, declared in parts.items()
        for field in declared
    ]
    # https://docs.python.org/3/library/dataclasses.html#dataclasses.make_dataclass
    options = ArgumentParser(make_dataclass("Options", flat)).parse_args(rest)
    settings = {
        part: {each.name: getattr(options, f"{part}_{each.name}") for each in declared}
        for part, declared in parts.items()
    }
    train(
        kinds.generator,
        settings["generator"],
        kinds.discriminator,
        settings["discriminator"],
    )


if __name__ == "__main__":
    main()
