"""A .env file as TOML, whose syntax its one line has, too.

python env_file_2.py
LR=0.2 python env_file_2.py
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass

import draccus


@dataclass
class Config:
    """The training."""

    LR: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file and the command line, train."""
    draccus.set_config_type("toml")
    config = draccus.parse(config_class=Config, config_path="env_file/.env")
    train(config.LR)


if __name__ == "__main__":
    main()
