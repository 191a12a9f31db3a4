"""A file behind the words, for what they do not set.

python file_behind_words.py --lr 0.2 --config file_behind_words/run.json
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
    lr: float = 0.001,
) -> None:
    """Train a network."""
    train(lr)


if __name__ == "__main__":
    app()
