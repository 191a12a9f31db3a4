"""The last layer is as wide as the model: a callback sees the parameters before it."""

from typing import Annotated

import train as row
import typer

app = typer.Typer()


def and_hidden_dim(ctx: typer.Context, value: list[int]) -> list[int]:
    """Add the width of the model."""
    return [*value, ctx.params["hidden_dim"]]


@app.command()
def main(
    hidden_dim: Annotated[int, typer.Option(is_eager=True)] = 64,
    head_dims: Annotated[list[int], typer.Option(callback=and_hidden_dim)] = [],  # noqa: B006
) -> None:
    """Train with a last layer as wide as the model."""
    row.main(hidden_dim=hidden_dim, head_dims=head_dims)


app()
