"""The cosine schedule takes twice the epochs of the training: computed when all is parsed."""

from train import Args, wire

from shared_model import train


class Following(Args):  # type: ignore[misc]  # mypy sees no train
    """Train with a schedule twice as long as the training."""

    def process_args(self) -> None:
        """Compute what follows from other arguments."""
        super().process_args()
        self.t_max = 2 * self.n_epochs


train(**wire(Following().parse_args()))
