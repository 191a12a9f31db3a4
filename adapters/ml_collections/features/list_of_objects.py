"""A field holds a tuple of dictionaries, and each is the arguments of a callback.

python list_of_objects.py --config.callbacks="({'name': 'stop'}, {'name': 'save', 'every': 5})"
python list_of_objects.py --config.callbacks="({'name': 'stop', 'evry': 2},)"
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from absl import app
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_dict("config", config_dict.create(callbacks=()))


@dataclass
class Callback:
    """What is called after some epochs."""

    name: str
    every: int = 1


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Make the callbacks, train."""
    callbacks = [Callback(**each) for each in _CONFIG.value.callbacks]
    train([asdict(callback) for callback in callbacks])


if __name__ == "__main__":
    app.run(main)
