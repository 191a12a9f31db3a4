"""An optimizer that is made later: builds with zen_partial reads its signature.

python factory.py
python factory.py optimizer=sgd
python factory.py optimizer=sgd optimizer.lr=0.5
python factory.py optimizer=sgd optimizer.lrr=0.5
"""

from collections.abc import Callable

from hydra_zen import builds, store, zen


class SGD:
    """Stochastic gradient descent."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters = parameters
        self.lr = lr


class Adam:
    """Adam."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters = parameters
        self.lr = lr


for name, kind in [("sgd", SGD), ("adam", Adam)]:
    config = builds(kind, zen_partial=True, populate_full_signature=True)
    store(config, group="optimizer", name=name)


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


@store(name="config", hydra_defaults=["_self_", {"optimizer": "adam"}])
def main(optimizer: Callable[[list[float]], SGD | Adam]) -> None:
    """Make the optimizer of the network's parameters, train."""
    made = optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
