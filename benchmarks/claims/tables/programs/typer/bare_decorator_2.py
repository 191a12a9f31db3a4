"""A decorator without parentheses, of two commands, with typer.

python bare_decorator_2.py train --x 2
"""

import typer

app = typer.Typer()


@app.command
def train(x: int = 1) -> None:
    """Train."""


@app.command
def other() -> None:
    """Do something else."""


if __name__ == "__main__":
    app()
