"""A loss by its import path: ``parser`` may be any function of one text."""

import inspect
from pkgutil import resolve_name
from typing import Annotated, Any

import train as row
import typer

from shared_model import train

app = typer.Typer()


@app.command()
def main(loss_class: Annotated[Any, typer.Option(parser=resolve_name)]) -> None:
    """Train with the defaults, and this loss."""
    defaults = inspect.signature(row.main).bind()
    defaults.apply_defaults()
    args = row.load(defaults.arguments)
    train(**row.wire(args) | {"loss": loss_class(weights=args["weights"])})


app()
