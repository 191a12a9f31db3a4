"""A rate from the environment, where a .env file lies.

python env_file.py
LR=0.2 python env_file.py
"""

from hydra_zen import store, zen
from hydra_zen.third_party.pydantic import pydantic_parser


@store(name="config", lr="${oc.env:LR,0.001}")
def train(lr: float) -> None:
    """Stand for the training."""


task = zen(train, instantiation_wrapper=pydantic_parser)

if __name__ == "__main__":
    store.add_to_hydra_store()
    task.hydra_main(config_name="config", config_path=None, version_base="1.3")
