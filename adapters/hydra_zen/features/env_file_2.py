"""A .env file, loaded as OmegaConf loads files, and stored as a config that is extended.

python env_file_2.py
LR=0.2 python env_file_2.py
"""

from hydra_zen import load_from_yaml, store, zen

store(load_from_yaml("env_file/.env"), name="file")


@store(name="config", hydra_defaults=["file", "_self_"], lr="${oc.env:LR,${LR}}")
def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(train).hydra_main(config_name="config", config_path=None, version_base="1.3")
