"""A flag and its negation, with typer.

python negation.py --my-flag
python negation.py --no-my-flag
"""

import typer

app = typer.Typer()


@app.command()
def train(my_flag: bool = False) -> None:
    """Train."""


if __name__ == "__main__":
    app()
