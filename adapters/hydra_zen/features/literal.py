"""Literal in the signature, checked by pydantic.

python literal.py mode=slow level=2
python literal.py mode=medium
python literal.py level=3
"""

from typing import Literal

from hydra_zen import store, zen
from hydra_zen.third_party.pydantic import pydantic_parser


@store(name="config")
def train(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> None:
    """Stand for the training."""


task = zen(train, instantiation_wrapper=pydantic_parser)

if __name__ == "__main__":
    store.add_to_hydra_store()
    task.hydra_main(config_name="config", config_path=None, version_base="1.3")
