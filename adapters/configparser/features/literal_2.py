"""Values of a section are those of a dataclass, which has the types.

python literal_2.py '[train]' mode=slow level=2
python literal_2.py '[train]' mode=medium
python literal_2.py '[train]' level=3
"""

import configparser
import sys
from dataclasses import dataclass
from typing import Any, Literal


@dataclass
class Settings:
    """What a run is told."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    config.read_file(sys.argv[1:])
    given: dict[str, Any] = dict(config["train"])
    settings = Settings(**given)
    train(settings.mode, settings.level)


if __name__ == "__main__":
    main()
