"""A flag with a negation of another name, with typer.

python negation_own.py --my-flag
python negation_own.py --your-flag
"""

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def train(
    my_flag: Annotated[bool, typer.Option("--my-flag/--your-flag")] = False,
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
