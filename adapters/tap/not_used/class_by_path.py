"""A loss by its import path: ``type`` may be any function that takes one text."""

from pkgutil import resolve_name
from typing import Any

from tap import Tap
from train import Args, wire

from shared_model import train


class Loss(Tap):
    """Train with the defaults, and this loss."""

    loss_class: Any  # loss by its import path

    def configure(self) -> None:
        """Import what is named."""
        self.add_argument("--loss_class", type=resolve_name)


loss = Loss().parse_args()
args = Args().parse_args([])
train(**wire(args) | {"loss": loss.loss_class(weights=args.weights)})
