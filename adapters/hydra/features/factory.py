"""An optimizer that is made later: instantiate with _partial_.

python factory.py
python factory.py optimizer=sgd
python factory.py optimizer=sgd +optimizer.lr=0.5
python factory.py optimizer=sgd +optimizer.lrr=0.5
"""

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig


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


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="factory", config_name="config")
def main(cfg: DictConfig) -> None:
    """Make the optimizer of the network's parameters, train."""
    make = instantiate(cfg.optimizer)
    optimizer = make([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
