"""A single command, and a callback that does nothing, with typer.

python one_command_by_callback.py train --x 2
"""

import typer

app = typer.Typer()


@app.callback()
def callback() -> None:
    """Have the command called by its name."""


@app.command()
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
