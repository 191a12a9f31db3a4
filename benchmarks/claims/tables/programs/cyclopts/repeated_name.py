"""A name before each value, with cyclopts.

python repeated_name.py o --inputs a --inputs b
"""

from pathlib import Path

import cyclopts

app = cyclopts.App()


@app.default
def train(output: Path, inputs: list[Path]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
