"""A setting from a variable of the environment.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
"""

from typing import Annotated

import typer


def train(lr: float) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(lr: Annotated[float, typer.Option(envvar="LR")] = 0.001) -> None:
    """Train a network."""
    train(lr)


if __name__ == "__main__":
    app()
