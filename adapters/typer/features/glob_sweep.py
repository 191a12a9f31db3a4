"""Several choices, said as a pattern.

python glob_sweep.py --model "lstm*"
"""

from enum import Enum
from typing import Annotated

import typer


def train(model: str) -> None:
    """Stand for the training."""


class Model(Enum):
    """The networks."""

    BERT = "bert"
    LSTM = "lstm"
    LSTMATTN = "lstmattn"


app = typer.Typer()


@app.command()
def main(
    models: Annotated[list[Model], typer.Option("--model")] = [Model.LSTM],  # noqa: B006
) -> None:
    """Train each network."""
    for model in models:
        train(model.value)


if __name__ == "__main__":
    app()
