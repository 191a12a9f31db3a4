"""Sources under names that the file makes up.

python parts_by_name.py --config_path=parts_by_name/good.yaml
python parts_by_name.py --config_path=parts_by_name/bad.yaml
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import asdict, dataclass
from typing import Any

import draccus


@dataclass
class Source:
    """Where answers come from."""

    path: str
    weight: float = 1.0


@dataclass
class Config:
    """The training."""

    sources: dict[str, Source]


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train with the sources."""
    train({name: asdict(source) for name, source in config.sources.items()})


if __name__ == "__main__":
    main()
