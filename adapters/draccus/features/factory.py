"""A factory is a partial, which draccus is told how to make of a mapping.

python factory.py
python factory.py --optimizer="{type: SGD}"
python factory.py --optimizer="{type: SGD, lr: 0.5}"
python factory.py --optimizer="{type: Adam, lrr: 0.5}"
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import draccus


@dataclass
class SGD:
    """Gradient descent."""

    parameters: list[float]
    lr: float = 0.1


@dataclass
class Adam:
    """Adaptive moments."""

    parameters: list[float]
    lr: float = 0.001


def factory(raw: dict[str, Any]) -> partial[Any]:
    """Return what makes the optimizer when it is called with parameters."""
    kind = {"SGD": SGD, "Adam": Adam}[raw.pop("type")]
    return partial(kind, **raw)


draccus.decode.register(partial, factory)


@dataclass
class Config:
    """The training."""

    optimizer: partial[Any] = field(default_factory=lambda: partial(Adam))


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Make the optimizer, train."""
    made = config.optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
