"""Several values behind a name, with typer.

python several_values.py o --inputs a b
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
