"""Two sections, each the arguments of the class that its kind names.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py -g '{"kind": "adam"}'
python two_parts_of_a_kind.py -g '{"kind": "adam", "lr": 0.01}' -d '{"momentum": 0.9}'
python two_parts_of_a_kind.py -g '{"beta": 0.5}'
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from easydict import EasyDict  # type: ignore[import-untyped]


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


KINDS: dict[str, Callable[..., SGD | Adam]] = {"sgd": SGD, "adam": Adam}


def train(
    generator: str,
    generator_settings: dict[str, float],
    discriminator: str,
    discriminator_settings: dict[str, float],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-g", "--generator", type=json.loads, default={})
    parser.add_argument("-d", "--discriminator", type=json.loads, default={})
    cfg = EasyDict(vars(parser.parse_args()))
    one = cfg.generator.pop("kind", "sgd")
    other = cfg.discriminator.pop("kind", "sgd")
    generator, discriminator = (
        KINDS[one](**cfg.generator),
        KINDS[other](**cfg.discriminator),
    )
    train(one, asdict(generator), other, asdict(discriminator))


if __name__ == "__main__":
    main()
