"""A rate on the command line, and behind it a file with another.

python file_behind_words.py --lr=0.2 --config_path=file_behind_words/run.yaml
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass

import draccus


@dataclass
class Config:
    """The training."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.lr)


if __name__ == "__main__":
    main()
