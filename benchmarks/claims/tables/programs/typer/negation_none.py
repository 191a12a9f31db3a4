"""A flag without a negation, with typer.

python negation_none.py --my-flag
python negation_none.py --no-my-flag
"""

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def train(my_flag: Annotated[bool, typer.Option("--my-flag")] = False) -> None:
    """Train."""


if __name__ == "__main__":
    app()
