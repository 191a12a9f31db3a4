"""A union of int and str, with cyclopts.

python union.py --x 2
python union.py --x two
"""

import cyclopts

app = cyclopts.App()


@app.default
def train(x: int | str = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
