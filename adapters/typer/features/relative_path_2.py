"""A path in a file, which Typer opens.

python relative_path_2.py --config relative_path/run.json
"""

import json
from pathlib import Path
from typing import Annotated

import typer


def train(answers: str) -> None:
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
    answers: Annotated[typer.FileText, typer.Option()],
) -> None:
    """Train with recorded answers."""
    train(answers.read().strip())


if __name__ == "__main__":
    app()
