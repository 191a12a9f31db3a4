"""The last layer behind the network is as wide as the model: a derived field is a property."""

from dataclasses import dataclass, replace

import tyro
from train import Config, wire, wire_model

from shared_model import train


@dataclass(kw_only=True)
class Derived(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, with one more layer behind the network."""

    @property
    def network(self) -> object:
        """The network, with a last layer of its own width."""
        widths = [*self.model.head_dims, self.model.hidden_dim]
        return wire_model(replace(self.model, head_dims=widths))


config = tyro.cli(Derived)
train(**wire(config) | {"model": config.network})
