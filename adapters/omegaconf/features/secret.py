"""A key that stays in the environment: what is printed is the reference, until it is asked for.

KEY=hunter2 python secret.py
"""

from dataclasses import dataclass

from omegaconf import SI, OmegaConf


@dataclass
class Config:
    """All settings."""

    key: str = SI("${oc.env:KEY}")
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, print the config, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    print(OmegaConf.to_yaml(cfg))
    train(cfg.key, cfg.lr)


if __name__ == "__main__":
    main()
