"""A list of callbacks in YAML's syntax.

python list_of_objects.py --callbacks="[{name: stop}, {name: save, every: 5}]"
python list_of_objects.py --callbacks="[{name: save, evry: 5}]"
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import asdict, dataclass, field
from typing import Any

import draccus


@dataclass
class Callback:
    """What is called every few epochs."""

    name: str
    every: int = 1


@dataclass
class Config:
    """The training."""

    callbacks: list[Callback] = field(default_factory=list)


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train with the callbacks."""
    train([asdict(callback) for callback in config.callbacks])


if __name__ == "__main__":
    main()
