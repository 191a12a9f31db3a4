"""Converters that look a value up in what a type has; the words are lines of an INI file.

python literal.py '[train]' mode=slow level=2
python literal.py '[train]' mode=medium
python literal.py '[train]' level=3
"""

import configparser
import sys
from typing import Any, Literal, get_args

Mode = Literal["fast", "slow"]
Level = Literal[1, 2]


def values(kind: Any) -> dict[str, Any]:
    """Return the values of a type by their texts."""
    return {str(value): value for value in get_args(kind)}


def train(mode: Mode, level: Level) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser(
        defaults={"mode": "fast", "level": "1"},
        # https://docs.python.org/3/library/configparser.html#customizing-parser-behaviour
        converters={
            "mode": values(Mode).__getitem__,
            "level": values(Level).__getitem__,
        },
    )
    config.read_file(sys.argv[1:])
    train(config["train"].getmode("mode"), config["train"].getlevel("level"))


if __name__ == "__main__":
    main()
