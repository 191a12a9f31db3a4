"""A list of dataclasses, from a file.

python parts_in_a_list.py config=parts_in_a_list/good.yaml
python parts_in_a_list.py config=parts_in_a_list/bad.yaml
"""

from dataclasses import dataclass, field
from typing import Any

from omegaconf import OmegaConf


@dataclass
class Layer:
    """A layer of the network."""

    width: int
    dropout: float = 0.0


@dataclass
class Config:
    """All settings."""

    layers: list[Layer] = field(default_factory=list)


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the file into the schema, train."""
    file = OmegaConf.load(OmegaConf.from_cli().config)
    cfg = OmegaConf.merge(OmegaConf.structured(Config), file)
    settings: Any = OmegaConf.to_container(cfg, throw_on_missing=True)
    train(settings["layers"])


if __name__ == "__main__":
    main()
