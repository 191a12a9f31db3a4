"""Train with a loss by its import path, ``--loss=shared_model.L1``."""

from pkgutil import resolve_name
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types
from train import load, wire

from shared_model import train


@fire.decorators.SetParseFn(resolve_name, "loss")  # type: ignore[untyped-decorator]
def main(*, loss: Any, **given: Any) -> None:
    """Train with this loss."""
    settings = wire(load(**given))
    train(**settings | {"loss": loss(weights=settings["loss"].weights)})


fire.Fire(main)
