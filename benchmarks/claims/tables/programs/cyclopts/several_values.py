"""Several values behind a name, with cyclopts.

python several_values.py o --inputs a b
"""

from pathlib import Path
from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(
    output: Path,
    inputs: Annotated[list[Path], cyclopts.Parameter(consume_multiple=True)],
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
