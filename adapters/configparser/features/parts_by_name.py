"""A file has a section for each source, whose entries are those of a dataclass.

python parts_by_name.py parts_by_name/good.ini
python parts_by_name.py parts_by_name/bad.ini
"""

import configparser
import sys
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Source:
    """A file with answers."""

    path: str
    weight: float | str = 1.0

    def __post_init__(self) -> None:
        """Convert what is text in a file."""
        self.weight = float(self.weight)


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    config = configparser.ConfigParser()
    config.read(sys.argv[1])
    sources = {name: Source(**config[name]) for name in config.sections()}
    train({name: asdict(source) for name, source in sources.items()})


if __name__ == "__main__":
    main()
