"""A rate from the environment, by oc.env; the schema makes it a number.

LR=0.1 python environment.py
LR=0.1 python environment.py lr=0.2
LR=abc python environment.py
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
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    train(cfg.lr)


if __name__ == "__main__":
    main()
