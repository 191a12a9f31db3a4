"""A section is a dictionary that becomes a dataclass, as accelerator_config does in the library."""

import sys
from dataclasses import dataclass, field
from typing import Any

import train as row
from transformers import HfArgumentParser

from shared_model import train


@dataclass
class Arguments(row.RunArguments):
    """Settings of the run, with those of the data as one section."""

    data_config: dict[str, Any] | str | None = field(default=None)

    def __post_init__(self) -> None:
        """Make a dataclass of the section."""
        self.section = row.DataArguments(**self.data_config)


others = (
    row.ModelArguments,
    row.LossArguments,
    row.OptimizerArguments,
    row.SchedulerArguments,
)
parser = HfArgumentParser((Arguments, *others))
run, model, *rest = parser.parse_json_file(sys.argv[1])
train(**row.wire(run, model, run.section, *rest))
