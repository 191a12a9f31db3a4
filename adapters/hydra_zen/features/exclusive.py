"""A config group, of which one option is chosen: steps or epochs; the other is no setting then.

python exclusive.py +length=steps steps=5
python exclusive.py +length=epochs epochs=2
python exclusive.py +length=steps steps=5 epochs=2
"""

from hydra_zen import MISSING, store, zen

for name in ["steps", "epochs"]:
    store({name: MISSING}, group="length", name=name, package="_global_")
store({}, name="config")


def train(steps: int | None = None, epochs: int | None = None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(train).hydra_main(config_name="config", config_path=None, version_base="1.3")
