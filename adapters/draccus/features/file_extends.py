"""A config file that merges another into itself, and has a rate of its own.

python file_extends.py --config_path=file_extends/run.yaml
python file_extends.py --config_path=file_extends/run.yaml --width=16
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass

import draccus


@dataclass
class Config:
    """The training."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.width, config.layers, config.lr)


if __name__ == "__main__":
    main()
