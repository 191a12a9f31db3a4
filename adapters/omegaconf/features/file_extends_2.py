"""A file that loads another by a resolver, as issue 2188 of Hydra has it.

python file_extends_2.py config=file_extends/run_2.yaml
python file_extends_2.py config=file_extends/run_2.yaml settings.width=16
"""

from dataclasses import dataclass, field

from omegaconf import OmegaConf

OmegaConf.register_resolver("load", OmegaConf.load, annotation_validation="off")
OmegaConf.register_resolver("merge", OmegaConf.merge, annotation_validation="off")


@dataclass
class Settings:
    """All settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


@dataclass
class Config:
    """What a file has."""

    settings: Settings = field(default_factory=Settings)


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the file and the command line into the schema, train."""
    words = OmegaConf.from_cli()
    file = OmegaConf.load(words.pop("config"))
    cfg = OmegaConf.merge(OmegaConf.structured(Config), file, words)
    train(cfg.settings.width, cfg.settings.layers, cfg.settings.lr)


if __name__ == "__main__":
    main()
