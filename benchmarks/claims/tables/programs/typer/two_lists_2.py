"""Two lists without a default, by position, told apart as typer's users may try.

python two_lists_2.py 1 2 -- 3 4
"""

import typer

app = typer.Typer()


@app.command()
def train(a: list[int], b: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
