"""The last layer behind the network is as wide as the model."""

from dataclasses import dataclass

from train import LstmConfig, load, wire

from shared_model import train


@dataclass
class Headed(LstmConfig):  # type: ignore[misc]  # mypy sees no train
    """The network, with one more layer behind it."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        self.head_dims.append(self.hidden_dim)


config = load().config
config.model = Headed(**vars(config.model))
train(**wire(config))
