"""A file that names the one that it extends, as the command line names a file.

python file_extends.py --config file_extends/run.json
python file_extends.py --config file_extends/run.json --width 16
"""

import json
from pathlib import Path
from typing import Annotated

import typer


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def read(ctx: typer.Context, file: Path | None) -> Path | None:
    """Make the settings of a JSON file the defaults, before all other options are read."""
    if file:
        ctx.default_map = json.loads(file.read_text(encoding="utf-8"))
    return file


app = typer.Typer()


@app.command()
def main(
    *,
    config: Annotated[Path | None, typer.Option(callback=read, is_eager=True)] = None,
    width: int = 64,
    layers: int = 2,
    lr: float = 0.001,
) -> None:
    """Train a network."""
    train(width, layers, lr)


if __name__ == "__main__":
    app()
