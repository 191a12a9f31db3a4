"""A key that is not shown where the config is printed.

python secret.py --key hunter2
"""

from typing import Annotated

import typer
from pydantic import SecretStr


def train(key: str, lr: float) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(
    ctx: typer.Context, key: Annotated[SecretStr, typer.Option()], lr: float = 0.001
) -> None:
    """Train a network."""
    print(ctx.params)
    train(key.get_secret_value(), lr)


if __name__ == "__main__":
    app()
