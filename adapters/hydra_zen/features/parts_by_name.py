"""Sources in a file, under names of its own, checked by pydantic.

python parts_by_name.py --config-name good
python parts_by_name.py --config-name bad
"""

from typing import Any

from hydra_zen import zen
from hydra_zen.third_party.pydantic import pydantic_parser
from pydantic import BaseModel


class Source(BaseModel, extra="forbid"):
    """Where data comes from."""

    path: str
    weight: float = 1.0


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main(sources: dict[str, Source]) -> None:
    """Train; pydantic has made the sources."""
    train({name: source.model_dump() for name, source in sources.items()})


task = zen(main, instantiation_wrapper=pydantic_parser)

if __name__ == "__main__":
    task.hydra_main(config_name=None, config_path="parts_by_name", version_base="1.3")
