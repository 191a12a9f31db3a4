"""A preset that is defined in Python: an option of a config group in the store.

python preset_in_python.py
python preset_in_python.py +preset=small lr=0.1
python preset_in_python.py +preset=smal
"""

from hydra_zen import store, zen


@store(name="config")
def train(width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
    """Stand for the training."""


store({"width": 16, "layers": 1}, group="preset", name="small", package="_global_")

if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(train).hydra_main(config_name="config", config_path=None, version_base="1.3")
