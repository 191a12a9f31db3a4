"""A command for each network, said as a pattern.

python glob_sweep_2.py "lstm*"
"""

import typer


def train(model: str) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def bert() -> None:
    """Train a transformer encoder."""
    train("bert")


@app.command()
def lstm() -> None:
    """Train a stacked LSTM."""
    train("lstm")


@app.command()
def lstmattn() -> None:
    """Train the LSTM with attention behind it."""
    train("lstmattn")


if __name__ == "__main__":
    app()
