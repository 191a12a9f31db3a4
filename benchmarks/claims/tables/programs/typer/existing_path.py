"""A path that must be there, with typer.

python existing_path.py benchmarks
python existing_path.py no-such-folder
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def train(path: Annotated[Path, typer.Argument(exists=True)]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
