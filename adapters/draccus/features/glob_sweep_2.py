"""A list of models, which has them one by one.

python glob_sweep_2.py --models="[lstm*]"
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field
from enum import Enum

import draccus


class Model(Enum):
    """A network."""

    BERT = "bert"
    LSTM = "lstm"
    LSTMATTN = "lstmattn"


@dataclass
class Config:
    """The trainings."""

    models: list[Model] = field(default_factory=lambda: [Model.BERT])


def train(model: str) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train each model."""
    for model in config.models:
        train(model.value)


if __name__ == "__main__":
    main()
