"""A number or None, with cyclopts.

python optional.py
python optional.py --x 2
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(x: int | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
