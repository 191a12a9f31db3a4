"""The cosine schedule takes as many epochs as the training: set when all is parsed."""

from train import Args, wire

from shared_model import train


class Following(Args):  # type: ignore[misc]  # mypy sees no train
    """Train with a schedule as long as the training."""

    def process_args(self) -> None:
        """Set what follows from other arguments."""
        super().process_args()
        self.t_max = self.n_epochs


train(**wire(Following().parse_args()))
