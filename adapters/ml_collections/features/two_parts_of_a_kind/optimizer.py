"""The optimizers that there are."""

from dataclasses import dataclass


@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """Adam."""

    lr: float = 0.001
    beta: float = 0.9


def get_config(kind: str) -> SGD | Adam:
    """Return the settings of an optimizer."""
    possible_structures: dict[str, SGD | Adam] = {"sgd": SGD(), "adam": Adam()}
    return possible_structures[kind]
