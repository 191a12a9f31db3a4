"""Settings that are one of several values: texts, and numbers.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from typing import Literal

import typer


def train(mode: str, level: int) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> None:
    """Train a network."""
    train(mode, level)


if __name__ == "__main__":
    app()
