"""The decoder's width is the encoder's.

python linked.py
python linked.py --encoder-width 32 --decoder-depth 3
python linked.py --decoder-width 16
"""

from typing import Annotated

import typer


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def follow(ctx: typer.Context, value: int | None) -> int:
    """Return the encoder's width, which nobody may set here."""
    if value is not None:
        raise typer.BadParameter("it follows --encoder-width")
    width: int = ctx.params["encoder_width"]
    return width


app = typer.Typer()


@app.command()
def main(
    *,
    encoder_width: int = 64,
    decoder_width: Annotated[
        int, typer.Option(callback=follow, default_factory=lambda: None, hidden=True)
    ],
    decoder_depth: int = 2,
) -> None:
    """Train a network of two halves."""
    train(encoder_width, decoder_width, decoder_depth)


if __name__ == "__main__":
    app()
