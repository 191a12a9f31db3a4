"""Train with the loss class that the config file holds: ``config.loss.cls = L1``."""

from collections.abc import Sequence

from absl import app
from train import load, wire

from shared_model import train


def main(_: Sequence[str]) -> None:
    """Call the class in the place of the one that has the name."""
    config = load()
    loss = config.loss.cls(weights=config.loss.weights.to_dict())
    train(**wire(config) | {"loss": loss})


app.run(main)
