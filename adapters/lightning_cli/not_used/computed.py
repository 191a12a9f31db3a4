"""The cosine schedule takes twice as many epochs as the training: a link that computes."""

from lightning.pytorch.cli import LightningArgumentParser
from train import CoreCLI, wire

from shared_model import train


class LinkedCLI(CoreCLI):  # type: ignore[misc]  # mypy sees no train
    """The same with a link."""

    def add_arguments_to_parser(self, parser: LightningArgumentParser) -> None:
        """Declare the settings of the run, and what follows from them."""
        super().add_arguments_to_parser(parser)
        parser.link_arguments(
            "n_epochs",
            "scheduler.init_args.t_max",
            compute_fn=lambda n_epochs: 2 * n_epochs,
        )


cli = LinkedCLI(
    seed_everything_default=False,
    run=False,
    auto_configure_optimizers=False,
    load_from_checkpoint_support=False,
)
train(**wire(cli))
