"""A list has references, each in a scope with bindings of its own.

python list_of_objects.py --gin_param='run.callbacks = [@stop/Callback(), @save/Callback()]' --gin_param="stop/Callback.name = 'stop'" --gin_param="save/Callback.name = 'save'" --gin_param='save/Callback.every = 5'
python list_of_objects.py --gin_param='run.callbacks = [@stop/Callback()]' --gin_param="stop/Callback.name = 'stop'" --gin_param='stop/Callback.evry = 2'
"""  # noqa: E501, W505  command lines

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@gin.register
@dataclass
class Callback:
    """What is called after some epochs."""

    name: str
    every: int = 1


@gin.configurable  # type: ignore[untyped-decorator]
def run(callbacks: Sequence[Callback] = ()) -> None:
    """Train with the callbacks that Gin supplies."""
    train([asdict(callback) for callback in callbacks])


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
