"""A dictionary, with typer.

python dict.py --table a=1 b=2
"""

import typer

app = typer.Typer()


@app.command()
def train(table: dict[str, int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
