"""Every setting from a variable of the environment, such as PL_SEED."""

from train import CoreCLI, wire

from shared_model import train

cli = CoreCLI(
    parser_kwargs={"default_env": True},
    seed_everything_default=False,
    run=False,
    auto_configure_optimizers=False,
    load_from_checkpoint_support=False,
)
train(**wire(cli))
