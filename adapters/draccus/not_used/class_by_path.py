"""A loss by its import path: any type may be given a decoder of one's own."""

from dataclasses import dataclass
from pkgutil import resolve_name

import draccus
from train import Config, wire

from shared_model import BCEWithLogits, train

draccus.decode.register(type, resolve_name)


@dataclass
class ByPath(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, and the class of the loss."""

    loss_class: type = BCEWithLogits


settings = wire(draccus.parse(config_class=ByPath))
loss_class = settings.pop("loss_class")
train(**settings | {"loss": loss_class(weights=settings["loss"].weights)})
