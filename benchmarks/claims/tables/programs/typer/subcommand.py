"""Subcommands by decorators, with typer.

python subcommand.py sgd --momentum 0.5
"""

import typer

app = typer.Typer()


def train(momentum: float) -> None:
    """Train."""


@app.command()
def adam(beta: float = 0.9) -> None:
    """Train with one optimizer."""


@app.command()
def sgd(momentum: float = 0.1) -> None:
    """Train with the other."""
    train(momentum)


if __name__ == "__main__":
    app()
