"""The help of what is required, with typer.

python help_required.py --help
python help_required.py --help
"""

from pathlib import Path

import typer

app = typer.Typer()


@app.command()
def train(src: Path, dst: Path = Path("out.zip")) -> None:
    """Train."""


if __name__ == "__main__":
    app()
