"""Help texts from a numpydoc section, with typer.

python docstring_whole.py --help
"""

import typer

app = typer.Typer()


@app.command()
def train(x: int = 1) -> None:
    """Train.

    Parameters
    ----------
    x: int
        velocity of the training
    """


if __name__ == "__main__":
    app()
