"""A section of a file is one option: what its type cannot read, a parser does."""

import json
from pathlib import Path
from typing import Annotated, Any

import train as row
import typer

app = typer.Typer()


def section(value: str | dict[str, Any]) -> Any:
    """Parse JSON; from a file it is a dictionary already."""
    return json.loads(value) if isinstance(value, str) else value


@app.command()
def main(
    config: Annotated[
        list[Path], typer.Option(callback=row.restore, is_eager=True)
    ] = [],  # noqa: B006
    data: Annotated[dict[str, Any], typer.Option(parser=section)] = {},  # noqa: B006
) -> None:
    """Train with the settings of a section."""
    row.main(config=config, **data)


app()
