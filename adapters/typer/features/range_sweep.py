"""A seed that is a range.

python range_sweep.py --seed 1:3
"""

from typing import Annotated

import typer


def train(seed: int) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(seed: Annotated[int, typer.Option(min=0)] = 0) -> None:
    """Train a network."""
    train(seed)


if __name__ == "__main__":
    app()
