"""A list of layers, each with types and defaults, from a file.

python parts_in_a_list.py --config parts_in_a_list/good.yaml
python parts_in_a_list.py --config parts_in_a_list/bad.yaml
"""

from dataclasses import asdict, dataclass
from typing import Any

from jsonargparse import auto_cli


@dataclass
class Layer:
    """One layer."""

    width: int
    dropout: float = 0.0


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main(layers: list[Layer]) -> None:
    """Train the layers."""
    train([asdict(layer) for layer in layers])


if __name__ == "__main__":
    auto_cli(main, as_positional=False)
