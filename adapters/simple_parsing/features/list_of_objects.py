"""Each word of a list is an object in JSON, which its class reads.

python list_of_objects.py --callbacks '{"name": "stop"}' '{"name": "save", "every": 5}'
python list_of_objects.py --callbacks '{"name": "stop", "evry": 5}'
"""

from dataclasses import asdict, dataclass
from typing import Any

from simple_parsing import Serializable, list_field, parse


@dataclass
class Callback(Serializable, decode_into_subclasses=True):
    """What is called; what no field takes is not dropped."""

    name: str
    every: int = 1


@dataclass
class Config:
    """All settings of a run."""

    callbacks: list[Any] = list_field(type=Callback.loads_json)  # in JSON


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train([asdict(each) for each in parse(Config).callbacks])
