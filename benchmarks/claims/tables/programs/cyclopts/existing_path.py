"""A path that must be there, with cyclopts.

python existing_path.py benchmarks
python existing_path.py no-such-folder
"""

from pathlib import Path
from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(
    path: Annotated[
        Path, cyclopts.Parameter(validator=cyclopts.validators.Path(exists=True))
    ],
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
