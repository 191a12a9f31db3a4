"""A training has a number of steps, or a number of epochs: each is a command.

python exclusive.py steps 5
python exclusive.py epochs 2
python exclusive.py steps 5 epochs 2
"""

import typer


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


# https://typer.tiangolo.com/tutorial/commands/
app = typer.Typer()


@app.command()
def steps(number: int) -> None:
    """Train for a number of steps."""
    train(number, None)


@app.command()
def epochs(number: int) -> None:
    """Train for a number of epochs."""
    train(None, number)


if __name__ == "__main__":
    app()
