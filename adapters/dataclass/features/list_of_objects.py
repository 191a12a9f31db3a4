"""Each callback is a word of JSON, of which argparse's type makes a dataclass.

python list_of_objects.py --callbacks '{"name": "stop"}' '{"name": "save", "every": 5}'
python list_of_objects.py --callbacks '{"name": "stop", "evry": 5}'
"""

import argparse
import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Callback:
    """What is called every few epochs."""

    name: str
    every: int = 1


@dataclass
class Settings:
    """The settings."""

    callbacks: list[Callback] = field(default_factory=list)


def callback(text: str) -> Callback:
    """Make a callback from JSON."""
    return Callback(**json.loads(text))


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--callbacks", type=callback, nargs="*", default=[])
    settings = Settings(**vars(parser.parse_args()))
    train([asdict(each) for each in settings.callbacks])


if __name__ == "__main__":
    main()
