"""The help of a default that is None, with cyclopts.

python help_none.py --help
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(x: int | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
