"""A dictionary of dataclasses, from a file.

python parts_by_name.py config=parts_by_name/good.yaml
python parts_by_name.py config=parts_by_name/bad.yaml
"""

from dataclasses import dataclass, field
from typing import Any

from omegaconf import OmegaConf


@dataclass
class Source:
    """Where data comes from."""

    path: str
    weight: float = 1.0


@dataclass
class Config:
    """All settings."""

    sources: dict[str, Source] = field(default_factory=dict)


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the file into the schema, train."""
    file = OmegaConf.load(OmegaConf.from_cli().config)
    cfg = OmegaConf.merge(OmegaConf.structured(Config), file)
    settings: Any = OmegaConf.to_container(cfg, throw_on_missing=True)
    train(settings["sources"])


if __name__ == "__main__":
    main()
