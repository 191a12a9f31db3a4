"""Parts from a file that is loaded, under names of its own.

python parts_by_name.py parts_by_name/good.json
python parts_by_name.py parts_by_name/bad.json
"""

import sys
from typing import Any, TypedDict

from tap import Tap


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


class Source(TypedDict, total=False):
    """A file of answers."""

    path: str
    weight: float


class Config(Tap):
    """Train with several sources of answers."""

    sources: dict[str, Source]


def main() -> None:
    """Load the file, train."""
    args = Config()
    args.load(sys.argv[1])
    train({name: {**source} for name, source in args.sources.items()})


if __name__ == "__main__":
    main()
