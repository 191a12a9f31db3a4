"""A version, with cyclopts.

python version.py --version
"""

import cyclopts

app = cyclopts.App(version="1.2.3")


@app.default
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
