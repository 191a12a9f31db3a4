"""The cosine schedule takes as many epochs as the training: a callback sees other parameters."""

from typing import Annotated, Any

import train as row
import typer

app = typer.Typer()


def epochs(ctx: typer.Context, value: int | None) -> Any:
    """Return the epochs of the training, if nothing is given."""
    return ctx.params["n_epochs"] if value is None else value


@app.command()
def main(
    n_epochs: Annotated[int, typer.Option(is_eager=True)] = 3,
    scheduler: str = "plateau",
    t_max: Annotated[int | None, typer.Option(callback=epochs)] = None,
) -> None:
    """Train with a schedule as long as the training."""
    row.main(n_epochs=n_epochs, scheduler=scheduler, t_max=t_max)


app()
