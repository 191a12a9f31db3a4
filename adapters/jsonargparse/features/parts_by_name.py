"""Sources under names that the file makes up.

python parts_by_name.py --config parts_by_name/good.yaml
python parts_by_name.py --config parts_by_name/bad.yaml
"""

from dataclasses import asdict, dataclass
from typing import Any

from jsonargparse import auto_cli


@dataclass
class Source:
    """Where answers come from."""

    path: str
    weight: float = 1.0


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main(sources: dict[str, Source]) -> None:
    """Train with the sources."""
    train({name: asdict(source) for name, source in sources.items()})


if __name__ == "__main__":
    auto_cli(main, as_positional=False)
