"""By position or by name, with typer.

python positional_or_keyword.py foo bar
python positional_or_keyword.py --src foo --dst bar
"""

import typer

app = typer.Typer()


@app.command()
def train(src: str, dst: str) -> None:
    """Train."""


if __name__ == "__main__":
    app()
