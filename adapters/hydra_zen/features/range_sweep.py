"""A range of values in a multirun.

python range_sweep.py -m 'seed=range(1,4)'
"""

from hydra_zen import store, zen


@store(name="config")
def train(seed: int = 0) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(train).hydra_main(config_name="config", config_path=None, version_base="1.3")
