"""Parts from a file, under names of its own.

python parts_by_name.py --config parts_by_name/good.json
python parts_by_name.py --config parts_by_name/bad.json
"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


class Source(BaseModel, extra="forbid"):
    """A file of answers."""

    path: str
    weight: float = 1.0


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
    sources: Annotated[dict[str, Source], typer.Option()],
) -> None:
    """Train with several sources of answers."""
    train({name: source.model_dump() for name, source in sources.items()})


if __name__ == "__main__":
    app()
