"""A loss by its import path: ``type`` may be any function that takes one text."""

from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types
from train import Options, wire

from shared_model import BCEWithLogits, train


@dataclass
class Further(Options):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, and a class."""

    loss_class: Any = field(default=BCEWithLogits, metadata={"type": resolve_name})


options = ArgumentParser(Further).parse_args()
train(**wire(options) | {"loss": options.loss_class(weights=options.weights)})
