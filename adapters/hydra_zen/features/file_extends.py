"""A config that extends another: it stands in its defaults list.

python file_extends.py --config-name run
python file_extends.py --config-name run width=16
"""

from hydra_zen import store, zen


@store(name="config")
def train(width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(train).hydra_main(
        config_name="config", config_path="file_extends", version_base="1.3"
    )
