"""The last layer behind the network is as wide as the model."""

from dataclasses import dataclass

from train import Options, load, wire

from shared_model import train


@dataclass
class Derived(Options):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, one of them from another."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        super().__post_init__()
        self.head_dims.append(self.hidden_dim)


train(**wire(Derived(**vars(load()))))
