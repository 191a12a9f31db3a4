"""A version by a callback, with typer.

python version.py --version
"""

from typing import Annotated

import typer

app = typer.Typer()


def print_version(value: bool) -> None:
    """Print the version, if that is asked for."""
    if value:
        print("1.2.3")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, help="Print version.")
    ] = False,
) -> None:
    """Have an option in front of the commands."""


@app.command()
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
