"""Let !product [2, *n_epochs] in a file be a product."""

from math import prod

import yaml  # type: ignore[import-untyped]  # it ships no types
from train import load, wire

from shared_model import train


def product(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> int:
    """Multiply the items."""
    return prod(loader.construct_sequence(node))


yaml.add_constructor("!product", product, yaml.SafeLoader)
train(**wire(load()))
