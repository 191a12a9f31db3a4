"""Each time that the flag of a list is given, it adds an object.

python list_of_objects.py --callbacks '{"name": "stop"}' --callbacks '{"name": "save", "every": 5}'
python list_of_objects.py --callbacks '{"name": "stop", "evry": 5}'
"""

from typing import Any

from pydantic import BaseModel
from pydantic_settings import BaseSettings, CliApp


class Callback(BaseModel, extra="forbid"):
    """What is called."""

    name: str
    every: int = 1


class Settings(BaseSettings):
    """All settings of a run."""

    callbacks: list[Callback] = []


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train([each.model_dump() for each in settings.callbacks])
