"""The cosine schedule takes as many epochs as the training: a field that depends on another."""

from dataclasses import dataclass
from typing import Any

import train as row
from transformers import HfArgumentParser

from shared_model import train


@dataclass
class Arguments(row.RunArguments, row.SchedulerArguments):  # type: ignore[misc]  # mypy sees no train
    """Settings of the run and of its schedule, one of them from another."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        self.t_max = self.n_epochs


dataclasses: Any = (
    Arguments,
    row.ModelArguments,
    row.DataArguments,
    row.LossArguments,
    row.OptimizerArguments,
)
args, *others = HfArgumentParser(dataclasses).parse_args_into_dataclasses()
train(**row.wire(args, *others, args))
