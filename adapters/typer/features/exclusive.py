"""A training has a number of steps, or a number of epochs: two options.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

import typer


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(steps: int | None = None, epochs: int | None = None) -> None:
    """Train a network."""
    train(steps, epochs)


if __name__ == "__main__":
    app()
