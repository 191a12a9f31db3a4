"""A list of parts from a file.

python parts_in_a_list.py --config parts_in_a_list/good.json
python parts_in_a_list.py --config parts_in_a_list/bad.json
"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


class Layer(BaseModel, extra="forbid"):
    """A layer of the network."""

    width: int
    dropout: float = 0.0


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
    layers: Annotated[list[Layer], typer.Option()],
) -> None:
    """Train a network of several layers."""
    train([layer.model_dump() for layer in layers])


if __name__ == "__main__":
    app()
