"""A range in the place of a value.

python range_sweep.py 'seed=range(1,4)'
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Config:
    """All settings."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    train(cfg.seed)


if __name__ == "__main__":
    main()
