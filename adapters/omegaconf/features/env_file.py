"""A rate from the environment, where a .env file lies.

python env_file.py
LR=0.2 python env_file.py
"""

from dataclasses import dataclass

from omegaconf import SI, OmegaConf


@dataclass
class Config:
    """All settings."""

    lr: float = SI("${oc.env:LR,0.001}")


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the schema, train."""
    cfg = OmegaConf.structured(Config)
    train(cfg.lr)


if __name__ == "__main__":
    main()
