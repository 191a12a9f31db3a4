"""A copy of the defaults of a kind, updated by JSON.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py -g '{"kind": "adam"}'
python two_parts_of_a_kind.py -g '{"kind": "adam", "lr": 0.01}' -d '{"momentum": 0.9}'
python two_parts_of_a_kind.py -g '{"beta": 0.5}'
"""

import argparse
import json
from typing import Any

from easydict import EasyDict  # type: ignore[import-untyped]

KINDS = EasyDict(sgd={"lr": 0.1, "momentum": 0.0}, adam={"lr": 0.001, "beta": 0.9})


def optimizer(kind: str = "sgd", **settings: float) -> Any:
    """Return the kind and its settings."""
    cfg = EasyDict(kind=kind, settings=dict(KINDS[kind]))
    cfg.settings.update(settings)
    return cfg


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
    first, second = optimizer(**cfg.generator), optimizer(**cfg.discriminator)
    train(first.kind, dict(first.settings), second.kind, dict(second.settings))


if __name__ == "__main__":
    main()
