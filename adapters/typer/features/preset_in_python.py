"""A preset that is defined in Python is chosen by a word, and one of its settings overridden.

python preset_in_python.py
python preset_in_python.py --preset small --lr 0.1
python preset_in_python.py --preset smal
"""

from typing import Annotated, Literal

import typer


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


PRESETS = {"small": {"width": 16, "layers": 1}}


def take(ctx: typer.Context, preset: str | None) -> str | None:
    """Make the settings of a preset the defaults, before all other options are read."""
    if preset:
        ctx.default_map = PRESETS[preset]
    return preset


app = typer.Typer()


@app.command()
def main(
    *,
    preset: Annotated[
        Literal["small"] | None, typer.Option(callback=take, is_eager=True)
    ] = None,
    width: int = 64,
    layers: int = 2,
    lr: float = 0.001,
) -> None:
    """Train a network."""
    train(width, layers, lr)


if __name__ == "__main__":
    app()
