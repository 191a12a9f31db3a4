"""A flag whose name is given, and its negation, with typer.

python negation_renamed.py --my-flag
python negation_renamed.py --no-my-flag
"""

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def train(my_flag: Annotated[bool, typer.Option("--my-flag")] = False) -> None:
    """Train."""


if __name__ == "__main__":
    app()
