"""A section is a dictionary that becomes a dataclass, as accelerator_config does in the library."""

import sys
from dataclasses import dataclass, field
from typing import Any

import train as row
from transformers import HfArgumentParser

from shared_model import train


@dataclass
class Arguments(row.RunArguments):  # type: ignore[misc]  # mypy sees no train
    """Settings of the run, with those of the data as one section."""

    data_config: dict[str, Any] | str | None = field(default=None)

    def __post_init__(self) -> None:
        """Make a dataclass of the section."""
        if isinstance(self.data_config, dict):
            self.section = row.DataArguments(**self.data_config)


dataclasses: Any = (
    Arguments,
    row.ModelArguments,
    row.LossArguments,
    row.OptimizerArguments,
    row.SchedulerArguments,
)
parser = HfArgumentParser(dataclasses)
run, model, *others = parser.parse_json_file(sys.argv[1])
train(**row.wire(run, model, run.section, *others))
