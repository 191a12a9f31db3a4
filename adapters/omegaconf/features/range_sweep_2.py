"""A range in a list of seeds, as an interpolation.

python range_sweep_2.py 'seeds=${range:1,4}'
"""

from dataclasses import dataclass, field

from omegaconf import OmegaConf


@dataclass
class Config:
    """All settings."""

    seeds: list[int] = field(default_factory=lambda: [0])


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train with each seed."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    for seed in cfg.seeds:
        train(seed)


if __name__ == "__main__":
    main()
