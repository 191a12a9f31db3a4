"""A rate on the command line, and behind it the name of a file.

python file_behind_words.py lr=0.2 config=file_behind_words/run.yaml
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Config:
    """All settings."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the file, then the command line into the schema, train."""
    words = OmegaConf.from_cli()
    file = OmegaConf.load(words.pop("config"))
    cfg = OmegaConf.merge(OmegaConf.structured(Config), file, words)
    train(cfg.lr)


if __name__ == "__main__":
    main()
