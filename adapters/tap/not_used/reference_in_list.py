"""The last layer is as wide as the model: set when all is parsed."""

from train import Args, wire

from shared_model import train


class Following(Args):  # type: ignore[misc]  # mypy sees no train
    """Train with a last layer as wide as the model."""

    def process_args(self) -> None:
        """Add what follows from another argument."""
        super().process_args()
        self.head_dims.append(self.hidden_dim)


train(**wire(Following().parse_args()))
