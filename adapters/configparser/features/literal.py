"""Values that are said to be of a type.

python literal.py '[train]' mode=slow level=2
python literal.py '[train]' mode=medium
python literal.py '[train]' level=3
"""

import configparser
import sys
from typing import Literal, cast

Mode = Literal["fast", "slow"]
Level = Literal[1, 2]


def train(mode: Mode, level: Level) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser({"mode": "fast", "level": "1"})
    config.read_file(sys.argv[1:])
    mode = cast("Mode", config["train"]["mode"])
    level = cast("Level", config["train"].getint("level"))
    train(mode, level)


if __name__ == "__main__":
    main()
