"""A class is chosen by its name; any field of its settings goes to it when it is called.

python factory.py
python factory.py --config.optimizer=SGD
python factory.py --config.optimizer=SGD --config.settings.lr=0.5
python factory.py --config.optimizer=SGD --config.settings.lrr=0.5
"""

from collections.abc import Callable, Sequence
from functools import partial

from absl import app
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


OPTIMIZERS: dict[str, Callable[..., SGD | Adam]] = {"SGD": SGD, "Adam": Adam}

_CONFIG = config_flags.DEFINE_config_dict(
    "config",
    config_dict.create(optimizer="Adam", settings={}),
    lock_config=False,
    accept_new_attributes=True,
)


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Make the optimizer, train."""
    config = _CONFIG.value
    factory = partial(OPTIMIZERS[config.optimizer], **config.settings)
    made = factory([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    app.run(main)
