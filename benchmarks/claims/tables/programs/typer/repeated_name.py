"""A name before each value, with typer.

python repeated_name.py o --inputs a --inputs b
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def train(output: Path, inputs: Annotated[list[Path], typer.Option()]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
