"""The cosine schedule takes as many epochs as the training: a field that depends on another."""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types
from train import Options, wire

from shared_model import train


@dataclass
class Derived(Options):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, one of them from another."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        super().__post_init__()
        self.t_max = self.n_epochs


train(**wire(ArgumentParser(Derived).parse_args()))
