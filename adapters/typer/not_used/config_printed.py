"""Show the settings: a command gets them as values, to be printed."""

from functools import wraps
from typing import Any

import train as row
import typer

app = typer.Typer()


@app.command()
@wraps(row.main)
def main(**args: Any) -> None:
    """Show all settings."""
    print(row.load(args))


app()
