"""A setting from a variable, and a .env file that is read as the config files are.

python env_file_2.py --config env_file/.env
LR=0.2 python env_file_2.py --config env_file/.env
"""

import json
from pathlib import Path
from typing import Annotated

import typer


def train(lr: float) -> None:
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
    lr: Annotated[float, typer.Option(envvar="LR")] = 0.001,
) -> None:
    """Train a network."""
    train(lr)


if __name__ == "__main__":
    app()
