"""A file that names the one that it extends, by an option that is there for it.

python file_extends_2.py --config file_extends/based.json
python file_extends_2.py --config file_extends/based.json --width 16
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
    base: Annotated[Path | None, typer.Option(callback=read)] = None,
    width: int = 64,
    layers: int = 2,
    lr: float = 0.001,
) -> None:
    """Train a network."""
    train(width, layers, lr)


if __name__ == "__main__":
    app()
