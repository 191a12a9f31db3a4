"""A training has a number of steps, or a number of epochs: two names of one option.

python exclusive_2.py --steps 5
python exclusive_2.py --epochs 2
python exclusive_2.py --steps 5 --epochs 2
"""

from typing import Annotated

import typer


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(
    length: Annotated[int | None, typer.Option("--steps", "--epochs")] = None,
) -> None:
    """Train a network."""
    train(steps=length, epochs=None)


if __name__ == "__main__":
    app()
