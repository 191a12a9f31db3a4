"""A list of layers, each with types and defaults, from a file.

python parts_in_a_list.py --config_path=parts_in_a_list/good.yaml
python parts_in_a_list.py --config_path=parts_in_a_list/bad.yaml
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import asdict, dataclass
from typing import Any

import draccus


@dataclass
class Layer:
    """One layer."""

    width: int
    dropout: float = 0.0


@dataclass
class Config:
    """The training."""

    layers: list[Layer]


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train the layers."""
    train([asdict(layer) for layer in config.layers])


if __name__ == "__main__":
    main()
