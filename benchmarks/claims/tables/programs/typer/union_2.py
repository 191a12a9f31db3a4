"""A union of int and str, with typer, in the words of typing.

python union_2.py --x 2
python union_2.py --x two
"""

from typing import Union

import typer

app = typer.Typer()


@app.command()
def train(x: Union[int, str] = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
