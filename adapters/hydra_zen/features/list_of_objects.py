"""A list of dataclasses, checked by pydantic.

python list_of_objects.py 'callbacks=[{name:stop},{name:save,every:5}]'
python list_of_objects.py 'callbacks=[{name:save,evry:5}]'
"""

from typing import Any

from hydra_zen import store, zen
from hydra_zen.third_party.pydantic import pydantic_parser
from pydantic import BaseModel


class Callback(BaseModel, extra="forbid"):
    """What is called every few steps."""

    name: str
    every: int = 1


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@store(name="config", callbacks=[])
def main(callbacks: list[Callback]) -> None:
    """Train; pydantic has made the callbacks."""
    train([callback.model_dump() for callback in callbacks])


task = zen(main, instantiation_wrapper=pydantic_parser)

if __name__ == "__main__":
    store.add_to_hydra_store()
    task.hydra_main(config_name="config", config_path=None, version_base="1.3")
