"""Callbacks, put together from words.

python list_of_objects.py --callback '{"name": "stop"}' --callback '{"name": "save", "every": 5}'
python list_of_objects.py --callback '{"name": "save", "evry": 5}'
"""

from typing import Annotated, Any

import typer
from pydantic import BaseModel


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


class Callback(BaseModel, extra="forbid"):
    """What is called after some epochs."""

    name: str
    every: int = 1


app = typer.Typer()


@app.command()
def main(
    callbacks: Annotated[
        list[Callback],
        typer.Option("--callback", parser=Callback.model_validate_json, metavar="JSON"),
    ] = [],  # noqa: B006  no list is ever changed
) -> None:
    """Train a network."""
    train([callback.model_dump() for callback in callbacks])


if __name__ == "__main__":
    app()
