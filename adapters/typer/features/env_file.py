"""A setting from a variable, and a .env file for which nothing is named.

python env_file.py
LR=0.2 python env_file.py
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
