"""Callbacks, put together from words.

python list_of_objects.py --callbacks '{"name": "stop"}' '{"name": "save", "every": 5}'
python list_of_objects.py --callbacks '{"name": "save", "evry": 5}'
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

import tyro


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@dataclass
class Callback:
    """What is called after some epochs."""

    name: str
    every: int = 1


CallbackAsJson = Annotated[
    Callback,
    tyro.constructors.PrimitiveConstructorSpec(
        nargs=1,
        metavar="JSON",
        instance_from_str=lambda args: Callback(**json.loads(args[0])),
        is_instance=lambda instance: isinstance(instance, Callback),
        str_from_instance=lambda instance: [json.dumps(asdict(instance))],
    ),
]


@dataclass
class Config:
    """Train a network."""

    callbacks: list[CallbackAsJson] = field(default_factory=list)


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train([asdict(each) for each in config.callbacks])


if __name__ == "__main__":
    main()
