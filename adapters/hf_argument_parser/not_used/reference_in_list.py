"""The last layer behind the network is as wide as the model."""

from dataclasses import dataclass

from train import ModelArguments, build_parser, wire

from shared_model import train


@dataclass
class Headed(ModelArguments):  # type: ignore[misc]  # mypy sees no train
    """The network, with one more layer behind it."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        super().__post_init__()
        self.head_dims.append(self.hidden_dim)


run, model, *others = build_parser().parse_args_into_dataclasses()
train(**wire(run, Headed(**vars(model)), *others))
