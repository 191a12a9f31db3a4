"""The help of what is required, with cyclopts.

python help_required.py --help
python help_required.py --help
"""

from pathlib import Path

import cyclopts

app = cyclopts.App()


@app.default
def train(src: Path, dst: Path = Path("out.zip")) -> None:
    """Train."""


if __name__ == "__main__":
    app()
