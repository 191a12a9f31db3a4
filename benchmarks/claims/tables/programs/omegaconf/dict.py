"""A dictionary, with OmegaConf.

python dict.py table.a=1 table.b=2
"""

from dataclasses import dataclass, field

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.table)
