"""All options of a config group that match, in a multirun.

python glob_sweep.py -m 'model=glob(lstm*)'
"""

from hydra_zen import builds, store, zen


class Model:
    """A network."""

    def __init__(self, name: str) -> None:
        self.name = name


for name in ["bert", "lstm", "lstmattn"]:
    store(builds(Model, name=name), group="model", name=name)


def train(model: str) -> None:
    """Stand for the training."""


@store(name="config", hydra_defaults=["_self_", {"model": "bert"}])
def main(model: Model) -> None:
    """Train, once for each option."""
    train(model.name)


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
