"""A loss by its import path: a constructor of one's own, as an annotation."""

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Annotated, Any

import tyro
from train import Config, wire

from shared_model import BCEWithLogits, train

AnyClass = Annotated[
    type[Any],
    tyro.constructors.PrimitiveConstructorSpec(
        nargs=1,
        metavar="PATH",
        instance_from_str=lambda words: resolve_name(words[0]),
        is_instance=lambda value: isinstance(value, type),
        str_from_instance=lambda value: [f"{value.__module__}.{value.__qualname__}"],
    ),
]


@dataclass(kw_only=True)
class Chosen(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, with any loss."""

    loss_class: AnyClass = BCEWithLogits


config = tyro.cli(Chosen)
train(**wire(config) | {"loss": config.loss_class(weights=config.loss.weights)})
