"""Help texts from docstrings, with typer.

python docstring.py --help
"""

import typer

app = typer.Typer()


@app.command()
def train(x: int = 1) -> None:
    """Train.

    Args:
        x: velocity of the training
    """


if __name__ == "__main__":
    app()
