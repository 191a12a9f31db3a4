"""One config group, used twice in the defaults list.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py optimizer@generator=adam
python two_parts_of_a_kind.py optimizer@generator=adam generator.lr=0.01 discriminator.momentum=0.9
python two_parts_of_a_kind.py generator.beta=0.5
"""

from dataclasses import asdict, dataclass
from typing import Any

from hydra_zen import store, zen


@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """Adam."""

    lr: float = 0.001
    beta: float = 0.9


store(SGD, group="optimizer", name="sgd")
store(Adam, group="optimizer", name="adam")


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


@store(
    name="config",
    hydra_defaults=[
        "_self_",
        {"optimizer@generator": "sgd"},
        {"optimizer@discriminator": "sgd"},
    ],
)
def main(generator: SGD | Adam, discriminator: SGD | Adam) -> None:
    """Train; hydra-zen has made both parts."""
    train(
        type(generator).__name__.lower(),
        asdict(generator),
        type(discriminator).__name__.lower(),
        asdict(discriminator),
    )


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
