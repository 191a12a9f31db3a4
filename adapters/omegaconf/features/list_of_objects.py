"""A list of dataclasses.

python list_of_objects.py 'callbacks=[{name: stop}, {name: save, every: 5}]'
python list_of_objects.py 'callbacks=[{name: save, evry: 5}]'
"""

from dataclasses import dataclass, field
from typing import Any

from omegaconf import OmegaConf


@dataclass
class Callback:
    """What is called every few steps."""

    name: str
    every: int = 1


@dataclass
class Config:
    """All settings."""

    callbacks: list[Callback] = field(default_factory=list)


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    settings: Any = OmegaConf.to_container(cfg, throw_on_missing=True)
    train(settings["callbacks"])


if __name__ == "__main__":
    main()
