"""The last layer is as wide as the model: a link that makes a list."""

from lightning.pytorch.cli import LightningArgumentParser
from train import CoreCLI, wire

from shared_model import train


class LinkedCLI(CoreCLI):  # type: ignore[misc]  # mypy sees no train
    """The same with a link."""

    def add_arguments_to_parser(self, parser: LightningArgumentParser) -> None:
        """Declare the settings of the run, and what follows from them."""
        super().add_arguments_to_parser(parser)
        parser.link_arguments(
            "model.init_args.hidden_dim",
            "model.init_args.head_dims",
            compute_fn=lambda hidden_dim: [16, hidden_dim],
        )


cli = LinkedCLI(
    seed_everything_default=False,
    run=False,
    auto_configure_optimizers=False,
    load_from_checkpoint_support=False,
)
train(**wire(cli))
