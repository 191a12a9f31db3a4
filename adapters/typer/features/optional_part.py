"""A schedule with settings of its own, or none.

python optional_part.py
python optional_part.py cosine
python optional_part.py cosine --t-max 7
python optional_part.py cosine --t-max soon
"""

from typing import Any

import typer


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.callback(invoke_without_command=True)
def main(ctx: typer.Context) -> None:
    """Train a network, with a constant rate as long as no schedule is named."""
    if ctx.invoked_subcommand is None:
        train(None)


@app.command()
def cosine(t_max: int = 10, eta_min: float = 0.0) -> None:
    """Let the rate follow a cosine."""
    train({"t_max": t_max, "eta_min": eta_min})


if __name__ == "__main__":
    app()
