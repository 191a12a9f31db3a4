"""A config group, of which one option is chosen: steps or epochs; the other is no setting then.

python exclusive.py +length=steps length.steps=5
python exclusive.py +length=epochs length.epochs=2
python exclusive.py +length=steps length.steps=5 length.epochs=2
"""

from dataclasses import asdict, dataclass

from hydra_zen import store, zen


@dataclass
class Steps:
    """So many steps."""

    steps: int


@dataclass
class Epochs:
    """So many epochs."""

    epochs: int


store(Steps, group="length", name="steps")
store(Epochs, group="length", name="epochs")


def train(steps: int | None = None, epochs: int | None = None) -> None:
    """Stand for the training."""


@store(name="config")
def main(length: Steps | Epochs | None = None) -> None:
    """Train as long as was said."""
    train(**asdict(length) if length else {})


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
