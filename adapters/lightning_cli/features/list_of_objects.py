"""The trainer's list of callbacks, which words append to.

python list_of_objects.py --trainer.callbacks+ Every --trainer.callbacks.name stop --trainer.callbacks+ Every --trainer.callbacks.name save --trainer.callbacks.every 5
python list_of_objects.py --trainer.callbacks+ Every --trainer.callbacks.name save --trainer.callbacks.evry 5
"""  # noqa: E501, W505  a command line is one line

from typing import Any

from lightning.pytorch import Callback, LightningModule
from lightning.pytorch.cli import LightningCLI


class Every(Callback):
    """What is called every few epochs."""

    def __init__(self, name: str, every: int = 1) -> None:
        self.name = name
        self.every = every


class Model(LightningModule):
    """A network."""


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    callbacks = LightningCLI(Model, run=False).config_init.trainer.callbacks
    train([vars(each) for each in callbacks if isinstance(each, Every)])


if __name__ == "__main__":
    main()
