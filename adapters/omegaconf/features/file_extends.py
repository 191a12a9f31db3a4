"""A file that names another in a defaults list, as those of Hydra do.

python file_extends.py config=file_extends/run.yaml
python file_extends.py config=file_extends/run.yaml width=16
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Config:
    """All settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the file and the command line into the schema, train."""
    words = OmegaConf.from_cli()
    file = OmegaConf.load(words.pop("config"))
    cfg = OmegaConf.merge(OmegaConf.structured(Config), file, words)
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
