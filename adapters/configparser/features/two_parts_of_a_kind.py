"""Two optimizers are sections, and the words are lines of an INI file.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py '[generator]' kind=adam
python two_parts_of_a_kind.py '[generator]' kind=adam lr=0.01 '[discriminator]' momentum=0.9
python two_parts_of_a_kind.py '[generator]' beta=0.9
"""

import configparser
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


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
DEFAULTS = {"generator": {"kind": "sgd"}, "discriminator": {"kind": "sgd"}}


def settings(part: configparser.SectionProxy) -> dict[str, Any]:
    """Return the settings of a part, whose kind knows them."""
    given = {name: part.getfloat(name) for name in part if name != "kind"}
    return asdict(KINDS[part["kind"]](**given))


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    config.read_dict(DEFAULTS)
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.read_file
    config.read_file(sys.argv[1:])
    one, other = config["generator"], config["discriminator"]
    train(one["kind"], settings(one), other["kind"], settings(other))


if __name__ == "__main__":
    main()
