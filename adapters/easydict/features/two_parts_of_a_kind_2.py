"""Kinds are classes, as the README's Flower; JSON makes one of each.

python two_parts_of_a_kind_2.py
python two_parts_of_a_kind_2.py -g '{"kind": "adam"}'
python two_parts_of_a_kind_2.py -g '{"kind": "adam", "lr": 0.01}' -d '{"momentum": 0.9}'
python two_parts_of_a_kind_2.py -g '{"beta": 0.5}'
"""

import argparse
import json

from easydict import EasyDict  # type: ignore[import-untyped]


class SGD(EasyDict):  # type: ignore[misc]
    """The one kind."""

    lr = 0.1
    momentum = 0.0


class Adam(EasyDict):  # type: ignore[misc]
    """The other kind."""

    lr = 0.001
    beta = 0.9


KINDS: dict[str, type[SGD | Adam]] = {"sgd": SGD, "adam": Adam}


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
    first = cfg.generator.pop("kind", "sgd")
    second = cfg.discriminator.pop("kind", "sgd")
    generator = KINDS[first](cfg.generator)
    discriminator = KINDS[second](cfg.discriminator)
    train(first, dict(generator), second, dict(discriminator))


if __name__ == "__main__":
    main()
