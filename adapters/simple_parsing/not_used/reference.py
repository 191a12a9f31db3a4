"""The cosine schedule takes as many epochs as the training: a field that depends on another."""

from dataclasses import dataclass

from train import Config, load, wire

from shared_model import train


@dataclass
class Derived(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, one of them from another."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        self.scheduler.t_max = self.n_epochs


train(**wire(Derived(**vars(load().config))))
