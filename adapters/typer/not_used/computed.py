"""The cosine schedule takes twice the epochs of the training: a callback sees other parameters."""

from typing import Annotated, Any

import train as row
import typer

app = typer.Typer()


def twice_the_epochs(ctx: typer.Context, value: int | None) -> Any:
    """Return twice the epochs of the training, if nothing is given."""
    return 2 * ctx.params["n_epochs"] if value is None else value


@app.command()
def main(
    n_epochs: Annotated[int, typer.Option(is_eager=True)] = 3,
    scheduler: str = "plateau",
    t_max: Annotated[int | None, typer.Option(callback=twice_the_epochs)] = None,
) -> None:
    """Train with a schedule twice as long as the training."""
    row.main(n_epochs=n_epochs, scheduler=scheduler, t_max=t_max)


app()
