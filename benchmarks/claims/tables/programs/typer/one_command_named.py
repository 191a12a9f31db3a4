"""A single command by its name, with typer.

python one_command_named.py train --x 2
"""

import typer

app = typer.Typer()


@app.command()
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
