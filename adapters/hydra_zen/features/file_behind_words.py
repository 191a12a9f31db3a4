"""A rate on the command line, and behind it the name of a config.

python file_behind_words.py lr=0.2 --config-name run
"""

from hydra_zen import store, zen


@store(name="config")
def train(lr: float = 0.001) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(train).hydra_main(
        config_name="config", config_path="file_behind_words", version_base="1.3"
    )
